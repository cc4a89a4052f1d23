"""Separates the facts of a description from its words, and puts known words onto new facts.

Words are summaries, descriptions and titles.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping

from generator.swagger.text_locations import NAMED, OPAQUE, Json, Object, Subject, subjects

WORDS = ("title", "summary", "description")
_SELF_EXPLAINING = frozenset({"items", "values", "schema", "link"})
_FEW_NEED = frozenset({"tag", "sign-in", "document"})


def words(document: Object) -> dict[Subject, str]:
    """Every text of a document by what it describes."""
    return {
        (*subject, word): node[word]
        for subject, node in subjects(document)
        for word in WORDS
        if isinstance(node.get(word), str) and node[word].strip(" ~")
    }


def with_words(facts: Object, known: Mapping[Subject, str]) -> tuple[Object, tuple[Subject, ...]]:
    """A copy of the facts with known texts in the place of its own, and what is left without a text."""
    document: Object = copy.deepcopy(facts)
    usual = _usual_responses(known)
    described = list(subjects(document))
    _drop_words(document, keep={id(node) for _, node in described})
    for subject, node in described:
        for word in WORDS:
            is_response = word == "description" and _is_response(subject)
            text = known.get((*subject, word))
            if is_response and not subject[-1].startswith("2"):
                text = text or usual.get(subject[-1])
            # A response keeps an empty description, which the format asks for.
            if text or is_response:
                node[word] = text or ""
            else:
                node.pop(word, None)
    return document, bare(document)


def bare(document: Object) -> tuple[Subject, ...]:
    """What has no text and needs one."""
    missing = (
        subject
        for subject, node in subjects(document)
        if not any(node.get(word) for word in WORDS) and _needs_text(subject, node)
    )
    return tuple(dict.fromkeys(missing))


def renamed(
    known: Mapping[Subject, str], names: Mapping[tuple[str, str], str]
) -> dict[Subject, str]:
    """Texts with those of renamed operations and definitions under the new names, too."""
    moved = {
        (subject[0], names[subject[:2]], *subject[2:]): text  # type: ignore[index]
        for subject, text in known.items()
        if subject[:2] in names
    }
    return {**moved, **known}


def _drop_words(node: Json, keep: set[int], *, names: bool = False) -> None:
    """Remove texts from every node that no one describes; below ``properties``, keys are names and stay."""
    if isinstance(node, dict):
        if not names and id(node) not in keep:
            for word in WORDS:
                if isinstance(node.get(word), str):
                    del node[word]
        for key, value in node.items():
            if names or key not in OPAQUE:
                _drop_words(value, keep, names=key in NAMED and not names)
    elif isinstance(node, list):
        for part in node:
            _drop_words(part, keep)


def _usual_responses(known: Mapping[Subject, str]) -> dict[str, str]:
    """The text most often given to each status."""
    counts: dict[str, Counter[str]] = {}
    for subject, text in known.items():
        if _is_response(subject[:-1]):
            counts.setdefault(subject[-2], Counter())[text] += 1
    return {status: texts.most_common(1)[0][0] for status, texts in counts.items()}


def _is_response(subject: Subject) -> bool:
    match subject:
        case ("response", _) | ("operation", _, "response", _):
            return True
    return False


def _needs_text(subject: Subject, node: Mapping[str, Json]) -> bool:
    """Successes without a body, bare schemas and what only refers to something explain themselves."""
    is_step = subject[-1] in _SELF_EXPLAINING and subject[-2] != "property"
    if is_step or subject[0] in _FEW_NEED or "$ref" in node:
        return False
    return not (_is_response(subject) and "schema" not in node)
