"""What each code of a finding means and what to do about it, for ``validate --explain``."""

from __future__ import annotations

CODES: dict[str, str] = {
    # Configuration and files.
    "config-invalid": "The configuration table in pyproject.toml holds something unknown or of the wrong type.",
    "file-missing": "A file that was asked for does not exist.",
    "file-unreadable": "A file exists, but cannot be read: it is a folder, or its rights forbid it.",
    "file-too-big": "A file is so big that it is no description of an API.",
    "file-empty": "A file holds nothing but blanks.",
    "encoding": "Descriptions are read as UTF-8. Other encodings are refused rather than guessed.",
    # Syntax.
    "json-syntax": "The text is not JSON from this place on. Nothing after it was read.",
    "yaml-syntax": "The text is not YAML. Nothing after this place was read.",
    "yaml-documents": "A YAML file may hold several documents; a description is exactly one.",
    "yaml-alias": "A YAML alias stands for nothing, for itself, or for so much that the document explodes.",
    "yaml-tag": "A YAML tag asks for a value that JSON cannot hold. Only the core tags are read.",
    "yaml-key": "A key of a YAML mapping is not a text, or a merge key takes no mapping.",
    "duplicate-key": "The same key stands twice in one mapping. Readers differ about which counts; remove one.",
    "too-deep": "Values are nested deeper than 200 levels. No description of an API needs that.",
    "number-range": "An integer does not fit into 64 bits, so many servers and clients cannot carry it.",
    "number-too-long": "A number has more digits than anything could mean.",
    "number-not-finite": "NaN and infinity are no JSON numbers.",
    "lone-surrogate": "An escape in a text is half of a character. It was replaced.",
    "not-an-object": "The top of a document must be a mapping.",
    # Overlay.
    "overlay-invalid": "The overlay is not as the OpenAPI Overlay specification (1.0, 1.1) says. The action was left out.",
    "overlay-target": "The target of an action is not a JSONPath query as RFC 9535 defines it.",
    "overlay-no-match": "An action matches nothing: the description moved on, or the target is misspelt.",
    "overlay-no-change": "An action changes nothing: what it corrects may have been corrected. Remove it.",
    "overlay-mismatch": "The value of an action cannot be merged into its target, such as a mapping into a list.",
    # Structure.
    "not-swagger-2": 'Only Swagger 2.0 is read: the document must say swagger: "2.0".',
    "structure-missing": "The Swagger 2.0 schema demands a member that is not there.",
    "structure-unknown": "The Swagger 2.0 schema does not know this member. Own keys start with x-.",
    "structure-type": "The Swagger 2.0 schema wants a value of another type here.",
    "structure-value": "The Swagger 2.0 schema does not allow this value here.",
    "ref-foreign": "A reference leads to another file or host. References stay inside the document; nothing is fetched.",
    "ref-broken": "A reference leads to nothing.",
    "ref-kind": "A reference leads to something of another kind than this place needs.",
    "path-slash": "A path must start with a slash.",
    "path-parameter-undeclared": "The path has a part in braces for which no parameter is declared.",
    "path-parameter-unused": "A path parameter is declared that the path does not contain.",
    "path-parameter-optional": "A path parameter must be required.",
    "path-twin": "Two paths differ only in the names of their parameters, so no server can tell them apart.",
    "operation-id-duplicate": "Two operations have the same operationId; it must be unique.",
    "operation-id-missing": "Without operationId the operation's public name is made from method and path.",
    "parameter-duplicate": "Two parameters of an operation have the same name and place.",
    "body-and-form": "An operation has a body and form parameters; a request can carry only one of them.",
    "form-media-type": "A file parameter needs consumes: multipart/form-data.",
    # Lint.
    "response-no-success": "No success answer is described, so it is unknown what comes back.",
    "response-untyped": "A success answer is an object without properties: nothing about it can be checked.",
    "body-optional": "The body is optional, although the request hardly means anything without it.",
    "text-placeholder": "A description is a placeholder that says nothing.",
    "text-missing": "An operation has neither summary nor description.",
    "definition-unreachable": "Nothing refers to this definition, so nothing is generated for it.",
    "tag-unused": "A tag is declared that no operation has.",
    "required-unknown": "A property is required that is not described.",
    "default-not-allowed": "A default is not among the allowed values.",
    "drop-unknown": "The configuration drops an operation that does not exist.",
    "operation-dropped": "The configuration drops this operation, for the reason given there.",
    "module-missing": "A hand-written module that the package should carry is missing or outside the overlay's folder.",
    # Output.
    "output-path": "A name leads to a path that cannot be written safely on every system.",
    "output-clash": "Two outputs have paths that some systems cannot tell apart.",
    "output-edited": "A generated file was edited by hand, or was not written by the generator. Move the edit into the "
    "description, the overlay or a template; --force overwrites it.",
    "output-orphan": "A file is no longer generated, but was edited by hand. It stays; remove it when it is not needed.",
    "output-stale": "What is on disk is not what the inputs give. Run generate.",
    "output-unwritable": "The output folder cannot be written.",
    # Normalisation.
    "value-type": "A value has another type than this place needs; it counts as absent.",
    "extension-invalid": "An x- key of this generator has a value that it cannot use.",
    "ref-invalid": "A $ref is not a text.",
    "ref-external": "A reference leads out of the document. Put everything into one file first.",
    "ref-unresolved": "A reference leads to nothing.",
    "ref-cycle": "A reference leads back to itself and never to a value.",
}


def explanation(code: str) -> str:
    """What a code means; empty for an unknown one."""
    return CODES.get(code, "")
