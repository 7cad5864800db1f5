"""Samples, queues and agreement as objects of JSON; records inside are named by keys and slugs."""

from __future__ import annotations

from storage.analyst import (
    Code,
    CodingQueue,
    CodingSample,
    Disagreement,
    SampleAgreement,
    TopicAgreement,
)
from tui.records import Record


def sample_record(sample: CodingSample) -> Record:
    """A sample, with how far each of its coders is."""
    return {
        "key": sample.key,
        "name": sample.name,
        "query": sample.query,
        "seed": sample.seed,
        "author": sample.author,
        "made": sample.made,
        "quotes": sample.quotes,
        "topics": [
            {"topic": each.slug, "definition": each.definition, "version": each.version}
            for each in sample.topics
        ],
        "coders": [
            {"coder": each.login, "coded": each.coded, "tasks": sample.tasks, "done": each.is_done}
            for each in sample.coders
        ],
    }


def queue_record(queue: CodingQueue) -> Record:
    """A coder's own way through a sample."""
    return {
        "sample": sample_record(queue.sample),
        "tasks": [
            {
                "quote": task.quote.key,
                "ref": task.quote.ref,
                "text": task.quote.text,
                "held_as": task.quote.held_as,
                "topic": task.topic.slug,
                "code": _code(task.code),
            }
            for task in queue.tasks
        ],
    }


def agreement_record(found: SampleAgreement) -> Record:
    """How far coders agree, and where they don't."""
    return {
        "sample": found.sample.name if found.sample else None,
        "waiting_for": list(found.waiting_for),
        "measure": "Krippendorff's alpha, nominal",
        "topics": [_topic(each) for each in found.topics],
        "disagreements": [_disagreement(each) for each in found.disagreements],
    }


def _topic(each: TopicAgreement) -> Record:
    found = each.agreement
    return {
        "topic": each.topic,
        "quotes": found.units,
        "codes": found.codes,
        "alpha": found.alpha,
        "interval": list(found.interval) if found.interval else None,
        "undefined": found.undefined,
        "observed": found.observed,
        "pairs": [{"values": list(pair), "times": times} for pair, times in found.pairs],
    }


def _disagreement(each: Disagreement) -> Record:
    return {
        "quote": each.quote.key,
        "ref": each.quote.ref,
        "topic": each.topic,
        "codes": [_code(code) for code in each.codes],
        "adjudicated": _code(each.adjudicated),
    }


def _code(code: Code | None) -> Record | None:
    if code is None:
        return None
    return {
        "coder": code.coder,
        "value": code.value,
        "frame": code.frame,
        "version": code.version,
    }
