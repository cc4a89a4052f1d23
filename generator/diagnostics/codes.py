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


def _error(text: str) -> Code:
    return Code(Severity.ERROR, text)


def _warning(text: str) -> Code:
    return Code(Severity.WARNING, text)


def _notice(text: str) -> Code:
    return Code(Severity.NOTICE, text)


CODES: Mapping[str, Code] = {
    # Configuration and files.
    "config-invalid": _error(
        "The configuration table in pyproject.toml holds something unknown or of the wrong type."
    ),
    "file-missing": _error("A file that was asked for does not exist."),
    "file-unreadable": _error(
        "A file exists, but cannot be read: it is a folder, or its rights forbid it."
    ),
    "file-too-big": _error("A file is so big that it is no description of an API."),
    "file-empty": _error("A file holds nothing but blanks."),
    "encoding": _error(
        "Descriptions are read as UTF-8. Other encodings are refused rather than guessed."
    ),
    "git-unavailable": _error("A revision was asked for, but the program git cannot be run."),
    "git-revision": _error("Git knows no such revision, or the revision has no such file."),
    "release-hidden": _error(
        "There may be a release that git does not show here, so nothing can be compared with it."
    ),
    "fetch-address": _error(
        "A description is read from a file or over https, without credentials in the address."
    ),
    "fetch-failed": _error(
        "The published description could not be downloaded; nothing was changed."
    ),
    "fetch-checksum": _error("What was read is not what was expected: its checksum differs."),
    # Syntax.
    "json-syntax": _error("The text is not JSON from this place on. Nothing after it was read."),
    "yaml-syntax": _error("The text is not YAML. Nothing after this place was read."),
    "yaml-documents": _error(
        "A YAML file may hold several documents; a description is exactly one."
    ),
    "yaml-alias": _error(
        "A YAML alias stands for nothing, for itself, or for so much that the document explodes."
    ),
    "yaml-tag": _error(
        "A YAML tag asks for a value that JSON cannot hold. Only the core tags are read."
    ),
    "yaml-key": _error("A key of a YAML mapping is not a text, or a merge key takes no mapping."),
    "duplicate-key": _error(
        "The same key stands twice in one mapping. Readers differ about which counts; remove one."
    ),
    "too-deep": _error(
        "Values are nested too deep: 200 levels at most. No description of an API needs that."
    ),
    "number-range": _warning(
        "An integer does not fit into 64 bits, so many servers and clients cannot carry it."
    ),
    "number-too-long": _error("A number has more digits than anything could mean."),
    "number-not-finite": _error("NaN and infinity are no JSON numbers."),
    "lone-surrogate": _error("An escape in a text is half of a character. It was replaced."),
    "not-an-object": _error("The top of a document must be a mapping."),
    # Overlay.
    "overlay-invalid": _error(
        "The overlay is not as the OpenAPI Overlay specification (1.0, 1.1) states. The action was left out."
    ),
    "overlay-target": _error(
        "The target of an action is not a JSONPath query as RFC 9535 defines it."
    ),
    "overlay-no-match": _error(
        "An action matches nothing: the description moved on, or the target is misspelt."
    ),
    "overlay-no-change": _warning(
        "An action changes nothing: what it corrects may have been corrected. Remove it."
    ),
    "overlay-mismatch": _error(
        "The value of an action cannot be merged into its target, such as a mapping into a list."
    ),
    # Structure.
    "not-swagger-2": _error('Only Swagger 2.0 is read: the document must state swagger: "2.0".'),
    "structure-missing": _error("The Swagger 2.0 schema demands a field that is not there."),
    "structure-unknown": _warning(
        "The Swagger 2.0 schema does not know this field. Own keys start with x-."
    ),
    "structure-type": _error("The Swagger 2.0 schema wants a value of another type here."),
    "structure-value": _error("The Swagger 2.0 schema does not allow this value here."),
    "structure-harmless": _warning(
        "The Swagger 2.0 schema does not allow this, but it is clear what is meant. Correct it all the same."
    ),
    "ref-foreign": _error(
        "A reference leads to a host, or to a file that is missing or outside of the folder of the description; nothing is fetched."
    ),
    "ref-broken": _error("A reference leads to nothing."),
    "ref-kind": _error("A reference leads to something of another kind than this place needs."),
    "path-slash": _error("A path must start with a slash."),
    "path-parameter-undeclared": _error(
        "The path has a part in braces for which no parameter is declared."
    ),
    "path-parameter-unused": _error("A path parameter is declared that the path does not contain."),
    "path-parameter-optional": _warning("A path parameter must be required."),
    "path-twin": _warning(
        "Two paths differ only in the names of their parameters, so no server can distinguish them."
    ),
    "operation-id-duplicate": _warning(
        "Two operations have the same operationId; it must be unique."
    ),
    "operation-id-missing": _notice(
        "Without operationId the operation's public name is made from method and path."
    ),
    "parameter-duplicate": _warning(
        "Two parameters of an operation have the same name and place; the later one counts."
    ),
    "body-and-form": _error(
        "An operation has a body and form parameters; a request can carry only one of them."
    ),
    "form-media-type": _warning("A file parameter needs consumes: multipart/form-data."),
    # Lint.
    "response-no-success": _warning(
        "No success response is described, so it is unknown what comes back."
    ),
    "response-untyped": _notice(
        "A success response, or a list in it, does not show what it holds: nothing about it can be checked."
    ),
    "response-not-file": _warning(
        "An operation produces files, but its response is described as something else. A file has type: file."
    ),
    "response-media": _warning(
        "The path ends like the name of a file, but produces does not list the media type of such files."
    ),
    "path-overlap": _notice(
        "A path takes a value away from the parameter of another: asked for that value, this path answers."
    ),
    "text-repeated": _notice(
        "Two properties have the same description, so it is probably about one of them only."
    ),
    "list-in-prose": _notice(
        "Only the text shows that a value is a list with commas: set type: array, or x-csv in an overlay."
    ),
    "list-contradicts": _warning(
        "The text mentions commas between values, but collectionFormat asks for something else."
    ),
    "values-in-prose": _notice(
        "Only the text lists the allowed values: set enum, so that clients know them."
    ),
    "default-in-prose": _notice(
        "Only the text shows the default of a parameter: set default, too."
    ),
    "default-contradicts": _warning("The text mentions another default than there is."),
    "body-optional": _notice(
        "The body is optional, although the request hardly means anything without it."
    ),
    "text-placeholder": _warning("A description is a placeholder that states nothing."),
    "description-missing": _warning(
        "Most parts of this kind are described and this one is not: write what users should know."
    ),
    "text-missing": _warning("An operation has neither summary nor description."),
    "effect-unstated": _warning(
        "Nothing states what an operation does to the world. The client never retries it, and release-check refuses."
    ),
    "recipients-unstated": _warning(
        "Some operations state whom they reach (x-recipients), and this one, which may reach people, does not. Options "
        "that hold requests back would not see it."
    ),
    "effect-by-method": _notice(
        "Operations that state no effect count as read if their method is GET, HEAD or OPTIONS, else as unstated."
    ),
    "definition-unreachable": _notice(
        "Nothing refers to this definition, so nothing is generated for it."
    ),
    "tag-unused": _notice("A tag is declared that no operation has."),
    "required-unknown": _warning("A property is required that is not described."),
    "default-not-allowed": _warning("A default is not among the allowed values."),
    "drop-unknown": _error("The configuration drops an operation that does not exist."),
    "operation-dropped": _notice(
        "The configuration drops this operation, for the reason given there."
    ),
    "module-missing": _error(
        "A hand-written module or page that should ship is missing or outside the overlay's folder."
    ),
    # Output.
    "output-path": _error("A name leads to a path that cannot be written safely on every system."),
    "output-clash": _error("Two outputs have paths that some systems cannot distinguish."),
    "output-edited": _error(
        "A generated file was edited by hand, or was not written by the generator. Move the edit into the "
        "description, the overlay or a template; --force overwrites it."
    ),
    "output-orphan": _warning(
        "A file is no longer generated, but was edited by hand. It stays; remove it when it is not needed."
    ),
    "output-stale": _error("What is on disk is not what the inputs give. Run generate."),
    "output-syntax": _error(
        "A generated file is not Python: its template, or what the template prints, is wrong."
    ),
    "template-invalid": _error(
        "A template cannot be printed: it is missing, no Jinja template, or uses a name that its view does not have."
    ),
    "template-unknown": _error(
        "A file in the folder of own templates has not the path of any template, so it would do nothing."
    ),
    "output-unwritable": _error("The output folder cannot be written."),
    "output-busy": _error("Another run writes the output folder. Only one may do so at a time."),
    # Normalisation.
    "value-type": _error("A value has another type than this place needs; it counts as absent."),
    "value-ignored": _warning(
        "A value that only describes more has another type than this place needs; it counts as absent."
    ),
    "extension-unsupported": _warning(
        "An extension of another tool describes operations or addresses; nothing is generated for it."
    ),
    "path-fragment": _notice(
        "A path has a fragment, which is never sent: it only distinguishes operations."
    ),
    "extension-close": _error(
        "A description has an x- key that is one letter from an extension of this generator. Other keys are ignored."
    ),
    "extension-misspelt": _error(
        "An overlay sets an x- key that is one letter from an extension of this generator. It would do nothing."
    ),
    "extension-invalid": _error("An x- key of this generator has a value that it cannot use."),
    "ref-cycle": _error("A reference leads back to itself and never to a value."),
    "schema-type": _warning("There is no such type in Swagger 2.0; anything is taken."),
    "schema-null": _warning("A schema of type null allows nothing but null; anything is taken."),
    "schema-type-list": _warning(
        "Lists of types came with later versions; a single one besides null counts."
    ),
    "schema-items": _warning(
        "A list does not state what it holds, or states it in the form of a tuple; anything is taken."
    ),
    "schema-too-deep": _warning(
        "Lists are nested so deeply that the type is of no use; anything is taken there."
    ),
    "schema-allof-cycle": _error("A schema extends itself, directly or through others."),
    "schema-allof-mixed": _warning(
        "allOf can only combine objects; of other schemas the first one with a type counts."
    ),
    "property-name": _warning(
        "JSON libraries cannot map a property of this name to a field; it is read from raw responses only."
    ),
    "schema-discriminator": _notice(
        "A discriminator must name a property; without one, responses are decoded as the supertype."
    ),
    "enum-empty": _warning("An enum without values states nothing; the type stays open."),
    "enum-values": _notice("Only enums of texts become types. Other values are not checked."),
    "enum-duplicate": _warning("An enum lists a value twice."),
    "default-type": _warning("A default does not fit the type; it is ignored."),
    "parameter-invalid": _error("A parameter lacks its name, its place or its type."),
    "parameter-collection": _warning("Lists cannot be joined in this way at this place."),
    "parameter-file": _error("Files travel in forms only."),
    "parameter-header": _warning(
        "No header has such a name, or it states how long the request is, which the client knows."
    ),
    "body-several": _error("A request has one body at most."),
    "body-untyped": _warning("A body has no schema; anything is taken."),
    "media-unsupported": _warning(
        "Only JSON and plain text are built and taken apart; everything else is passed on as bytes."
    ),
    "response-status": _warning(
        "Responses are listed under a status of three digits or under default."
    ),
    "response-several": _notice(
        "Successes differ by status; the type of the first one is used for all."
    ),
    "method-unknown": _warning(
        "Swagger 2.0 knows get, put, post, delete, options, head and patch."
    ),
    "security-invalid": _error("A security definition is of an unknown type or not complete."),
    "security-undefined": _warning(
        "An operation asks for a security scheme that is not defined or not usable, so nothing is sent for it."
    ),
    "server-missing": _notice("Without a host users must pass the base URL themselves."),
    "server-invalid": _warning(
        "Host or base path are no parts of a URL, so users must pass the base URL themselves."
    ),
    # Passes.
    "alias-cycle": _warning(
        "A named list or map contains itself without an object in between, so no type can express it."
    ),
    "extension-foreign": _warning(
        "An x- key of this generator has a value that it cannot use, but may belong to another tool; it is ignored."
    ),
    "extension-mismatch": _error(
        "An extension speaks of a parameter, property, value or operation that is not there."
    ),
    # Names.
    "names-invalid": _error(
        "This cannot be a name: it is no identifier, reserved, or not in the form that is asked for."
    ),
    "names-argument": _warning("x-name is not an identifier, so the argument is called by rule."),
    "names-unknown-operation": _error(
        "The names file has an entry for an operation that does not exist."
    ),
    "names-unknown-definition": _error(
        "The names file has an entry for a definition that does not exist or is not used."
    ),
    "names-duplicate": _error("Two things would have the same public name."),
    "names-reserved": _error(
        "The client itself has an attribute of this name, or some system cannot have such a file."
    ),
    "names-renamed": _notice(
        "The name by rule is taken, so another one was chosen. An entry in the names file decides."
    ),
    "names-new": _notice(
        "An operation has no entry in the names file; its name by rule is not fixed yet."
    ),
}
