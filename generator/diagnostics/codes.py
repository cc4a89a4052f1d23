"""What each code of a finding means, how grave it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a finding is: an error stops generation, a notice only reports a decision."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Code(Struct, frozen=True):
    """The severity and the explanation of one code."""

    severity: Severity
    text: str


_ERRORS = {
    # Configuration and files.
    "config-invalid": "The configuration table in pyproject.toml holds something unknown or of the wrong type.",
    "file-missing": "A file that was asked for does not exist.",
    "file-unreadable": "A file exists, but cannot be read: it is a folder, or its rights forbid it.",
    "file-too-big": "A file is so big that it is no description of an API.",
    "file-empty": "A file holds nothing but blanks.",
    "encoding": "Descriptions are read as UTF-8. Other encodings are refused rather than guessed.",
    "git-unavailable": "A revision was asked for, but the program git cannot be run.",
    "git-revision": "Git knows no such revision, or the revision has no such file.",
    "release-hidden": "There may be a release that git does not show here, so nothing can be compared with it.",
    "fetch-address": "A description is read from a file or over https, without credentials in the address.",
    "fetch-failed": "The published description could not be downloaded; nothing was changed.",
    "fetch-checksum": "What was read is not what was expected: its checksum differs.",
    # Syntax.
    "json-syntax": "The text is not JSON from this place on. Nothing after it was read.",
    "yaml-syntax": "The text is not YAML. Nothing after this place was read.",
    "yaml-documents": "A YAML file may hold several documents; a description is exactly one.",
    "yaml-alias": "A YAML alias stands for nothing, for itself, or for so much that the document explodes.",
    "yaml-tag": "A YAML tag asks for a value that JSON cannot hold. Only the core tags are read.",
    "yaml-key": "A key of a YAML mapping is not a text, or a merge key takes no mapping.",
    "duplicate-key": "The same key stands twice in one mapping. Readers differ about which counts; remove one.",
    "too-deep": "Values are nested too deep: 200 levels at most. No description of an API needs that.",
    "number-too-long": "A number has more digits than anything could mean.",
    "number-not-finite": "NaN and infinity are no JSON numbers.",
    "lone-surrogate": "An escape in a text is half of a character. It was replaced.",
    "not-an-object": "The top of a document must be a mapping.",
    # Overlay.
    "overlay-invalid": "The overlay is not as the OpenAPI Overlay specification (1.0, 1.1) states. The action was left out.",
    "overlay-target": "The target of an action is not a JSONPath query as RFC 9535 defines it.",
    "overlay-no-match": "An action matches nothing: the description moved on, or the target is misspelt.",
    "overlay-mismatch": "The value of an action cannot be merged into its target, such as a mapping into a list.",
    # Structure.
    "not-swagger-2": 'Only Swagger 2.0 is read: the document must state swagger: "2.0".',
    "structure-missing": "The Swagger 2.0 schema demands a field that is not there.",
    "structure-type": "The Swagger 2.0 schema wants a value of another type here.",
    "structure-value": "The Swagger 2.0 schema does not allow this value here.",
    "ref-foreign": "A reference leads to a host, or to a file that is missing or outside of the folder of the description; nothing is fetched.",
    "ref-broken": "A reference leads to nothing.",
    "ref-kind": "A reference leads to something of another kind than this place needs.",
    "path-slash": "A path must start with a slash. As a warning: one is put in front.",
    "path-parameter-undeclared": "The path has a part in braces for which no parameter is declared. As a warning: it is a required text.",
    "path-parameter-unused": "A path parameter is declared that the path does not contain. As a warning: it is left out.",
    "body-and-form": "An operation has a body and form parameters; a request can carry only one of them.",
    # Lint.
    "drop-unknown": "The configuration drops an operation that does not exist.",
    "module-missing": "A hand-written module or page that should ship is missing or outside the overlay's folder.",
    # Output.
    "output-path": "A name leads to a path that cannot be written safely on every system.",
    "output-clash": "Two outputs have paths that some systems cannot distinguish.",
    "output-edited": "A generated file was edited by hand, or was not written by the generator. Move the edit into the description, the overlay or a template; --force overwrites it.",
    "output-stale": "What is on disk is not what the inputs give. Run generate.",
    "template-invalid": "A template cannot be printed: it is missing, no Jinja template, or uses a name that its view does not have. Or a module imports one of the runtime that is missing.",
    "template-syntax": "A template does not print Python, or a module of the runtime is none.",
    "template-unknown": "A file in the folder of own templates has not the path of any template, so it would do nothing.",
    "output-unwritable": "The output folder cannot be written.",
    "output-busy": "Another run writes the output folder. Only one may do so at a time.",
    # Normalisation.
    "value-type": "A value has another type than this place needs; it counts as absent.",
    "extension-close": "A description has an x- key that is one letter from an extension of this generator. Other keys are ignored.",
    "extension-misspelt": "An overlay sets an x- key that is one letter from an extension of this generator. It would do nothing.",
    "extension-invalid": "An x- key of this generator has a value that it cannot use.",
    "ref-cycle": "A reference leads back to itself and never to a value.",
    "schema-allof-cycle": "A schema extends itself, directly or through others.",
    "parameter-invalid": "A parameter lacks its name, its place or its type.",
    "parameter-file": "Files travel in forms only.",
    "body-several": "A request has one body at most.",
    "security-invalid": "A security definition is of an unknown type or not complete.",
    # Passes.
    "extension-mismatch": "An extension speaks of a parameter, property, value or operation that is not there.",
    # Names.
    "names-invalid": "This cannot be a name: it is no identifier, reserved, or not in the form that is asked for.",
    "names-unknown-operation": "The names file has an entry for an operation that does not exist.",
    "names-unknown-definition": "The names file has an entry for a definition that does not exist or is not used.",
    "names-duplicate": "Two parts would have the same public name.",
    "names-reserved": "The client itself has an attribute of this name, or some system cannot have such a file.",
}
_WARNINGS = {
    # Syntax.
    "number-range": "An integer does not fit into 64 bits, so many servers and clients cannot carry it.",
    # Overlay.
    "overlay-no-change": "An action changes nothing: what it corrects may have been corrected. Remove it.",
    # Structure.
    "structure-unknown": "The Swagger 2.0 schema does not know this field. Own keys start with x-.",
    "structure-harmless": "The Swagger 2.0 schema does not allow this, but it is clear what is meant. Correct it all the same.",
    "path-parameter-optional": "A path parameter must be required.",
    "path-twin": "Two paths differ only in the names of their parameters, so no server can distinguish them.",
    "operation-id-duplicate": "Two operations have the same operationId; it must be unique.",
    "parameter-duplicate": "Two parameters of an operation have the same name and place; the later one counts.",
    "form-media-type": "A file parameter needs consumes: multipart/form-data.",
    # Lint.
    "response-no-success": "No success response is described, so it is unknown what comes back.",
    "response-not-file": "An operation produces files, but its response is described as something else. A file has type: file.",
    "response-media": "The path ends like the name of a file, but produces does not list the media type of such files.",
    "list-contradicts": "The text mentions commas between values, but collectionFormat asks for something else.",
    "default-contradicts": "The text mentions another default than there is.",
    "text-placeholder": "A description is a placeholder that states nothing.",
    "description-missing": "Most parts of this kind are described and this one is not: write what users should know.",
    "text-missing": "An operation has neither summary nor description.",
    "effect-unstated": "Nothing states what an operation does to the world. The client never retries it, and release-check refuses.",
    "recipients-unstated": "Some operations state whom they reach (x-recipients), and this one, which may reach people, does not. Options that hold requests back would not see it.",
    "required-unknown": "A property is required that is not described.",
    "default-not-allowed": "A default is not among the allowed values.",
    # Output.
    "output-orphan": "A file is no longer generated, but was edited by hand. It stays; remove it when it is not needed.",
    # Normalisation.
    "value-ignored": "A value that only describes more has another type than this place needs; it counts as absent.",
    "extension-unsupported": "An extension of another tool describes operations or addresses; nothing is generated for it.",
    "bounds-contradict": "The lower bound of a value is above the upper one, so nothing could be sent; both are ignored.",
    "schema-type": "There is no such type in Swagger 2.0; anything is taken.",
    "schema-null": "A schema of type null allows nothing but null; anything is taken.",
    "schema-type-list": "Lists of types came with later versions; a single one besides null counts.",
    "schema-items": "A list does not state what it holds, or states it in the form of a tuple; anything is taken.",
    "schema-too-deep": "Lists are nested so deeply that the type is of no use; anything is taken there.",
    "schema-allof-mixed": "allOf can only combine objects; of other schemas the first one with a type counts.",
    "property-name": "JSON libraries cannot map a property of this name to a field; it is read from raw responses only.",
    "enum-empty": "An enum without values states nothing; the type stays open.",
    "enum-duplicate": "An enum lists a value twice.",
    "default-type": "A default does not fit the type; it is ignored.",
    "parameter-collection": "Lists cannot be joined in this way at this place.",
    "parameter-header": "No header has such a name, or it states how long the request is, which the client knows.",
    "body-untyped": "A body has no schema; anything is taken.",
    "media-unsupported": "Only JSON and plain text are built and taken apart; everything else is passed on as bytes.",
    "response-status": "Responses are listed under a status of three digits or under default.",
    "method-unknown": "Swagger 2.0 knows get, put, post, delete, options, head and patch.",
    "security-undefined": "An operation asks for a security scheme that is not defined or not usable, so nothing is sent for it.",
    "server-invalid": "Host or base path are no parts of a URL, so users must pass the base URL themselves.",
    # Passes.
    "alias-cycle": "A named list or map contains itself without an object in between, so no type can express it.",
    "extension-foreign": "An x- key of this generator has a value that it cannot use, but may belong to another tool; it is ignored.",
    # Names.
    "names-argument": "x-name is not an identifier, so the argument is called by rule.",
}
_NOTICES = {
    # Structure.
    "operation-id-missing": "Without operationId the operation's public name is made from method and path.",
    # Lint.
    "response-untyped": "A success response, or a list in it, does not show what it holds: nothing about it can be checked.",
    "path-overlap": "A path takes a value away from the parameter of another: for that value, this path is served.",
    "text-repeated": "Two properties have the same description, so it is probably about one of them only.",
    "list-in-prose": "Only the text shows that a value is a list with commas: set type: array, or x-csv in an overlay.",
    "values-in-prose": "Only the text lists the allowed values: set enum, so that clients know them.",
    "default-in-prose": "Only the text shows the default of a parameter: set default, too.",
    "body-optional": "The body is optional, although the request hardly means anything without it.",
    "effect-by-method": "Operations that state no effect count as read if their method is GET, HEAD or OPTIONS, else as unstated.",
    "definition-unreachable": "Nothing refers to this definition, so nothing is generated for it.",
    "tag-unused": "A tag is declared that no operation has.",
    "operation-dropped": "The configuration drops this operation, for the reason given there.",
    # Normalisation.
    "path-fragment": "A path has a fragment, which is never sent: it only distinguishes operations.",
    "schema-discriminator": "A discriminator must name a property; without one, responses are decoded as the supertype.",
    "enum-values": "Only enums of texts become types. Other values are not checked.",
    "response-several": "Successes differ by status; the type of the first one is used for all.",
    "server-missing": "Without a host users must pass the base URL themselves.",
    # Names.
    "names-renamed": "The name by rule is taken, so another one was chosen. An entry in the names file decides.",
    "names-new": "An operation has no entry in the names file; its name by rule is not fixed yet.",
}
CODES: Mapping[str, Code] = {
    code: Code(severity, text)
    for severity, texts in zip(Severity, (_ERRORS, _WARNINGS, _NOTICES), strict=True)
    for code, text in texts.items()
}
_HEAD = """# Findings

Every finding names a severity, a code, a JSON Pointer, a line and what is wrong there. `explain CODE` states what follows here, in a terminal. Errors stop generation, warnings are probably not meant so, notices tell of decisions. On old revisions, which `diff` compares, what an overlay no longer or not yet finds is a note.
"""


def page() -> str:
    """The page that explains every finding, as Markdown."""
    parts = (
        f"## {code}\n\n*{each.severity}* · {each.text}\n" for code, each in sorted(CODES.items())
    )
    return "\n".join([_HEAD, *parts])
