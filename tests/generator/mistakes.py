"""Mistakes that people make: what is written into a good project, and the command that then meets it.

Each entry is a name, the files to write (text, bytes, or pairs of what to replace by what), and the arguments of the
command. ``tests/data/mistakes.txt`` holds what each of them must state.
"""

SPEC, OVERLAY, NAMES, PROJECT = (
    "spec/swagger.yaml",
    "spec/overlay.yaml",
    "spec/names.yaml",
    "pyproject.toml",
)


def spec(old, new):
    return {SPEC: (old, new)}


def action(text):
    return {OVERLAY: f"overlay: 1.0.0\ninfo: {{title: t, version: v}}\nactions:\n{text}\n"}


def setting(line):
    return {PROJECT: ('output = "out"\n', f'output = "out"\n{line}\n')}


GENERATE = ("generate",)
VALIDATE = ("validate",)
POST = """\
    post:
      operationId: addPet
      tags: [pets]
      parameters: [{name: body, in: body, schema: {$ref: "#/definitions/Pet"}}]
      responses: {200: {description: Fine}}
"""
LOCK = {"spec/spec.lock": '{"source": "s", "revision": "r", "published": "p", "files": {}}'}
MISTAKES = {
    # The description: the file itself.
    "no-description": ({SPEC: None}, GENERATE),
    "description-empty": ({SPEC: " \n"}, GENERATE),
    "description-is-a-folder": (
        {PROJECT: ('"spec/swagger.yaml"', '"spec"')},
        GENERATE,
    ),
    "description-in-utf-16": ({SPEC: b"\xff\xfes\x00w\x00"}, GENERATE),
    "description-in-latin-1": ({SPEC: b"swagger: '2.0'\ninfo: {title: Caf\xe9}\n"}, GENERATE),
    "description-is-html": ({SPEC: "<!DOCTYPE html><html><body>Sign in</body></html>"}, GENERATE),
    "description-is-a-list": ({SPEC: "[]"}, GENERATE),
    "description-is-a-zip": ({SPEC: b"PK\x03\x04\x00\x00\x00"}, GENERATE),
    "merge-conflict": ({SPEC: ("info:", "<<<<<<< HEAD\ninfo:")}, GENERATE),
    "tab-in-yaml": ({SPEC: ("      tags:", "\ttags:")}, GENERATE),
    "colon-without-quotes": ({SPEC: ("summary: Get a pet", "summary: Get: a pet")}, GENERATE),
    "bracket-not-closed": ({SPEC: ("tags: [pets]", "tags: [pets")}, GENERATE),
    "comma-too-many-in-json": ({"a.json": '{"swagger": "2.0",}'}, ("validate", "a.json")),
    "comment-in-json": ({"a.json": '{"swagger": "2.0" // yes\n}'}, ("validate", "a.json")),
    "quote-in-json": ({"a.json": "{'swagger': '2.0'}"}, ("validate", "a.json")),
    "two-documents": ({SPEC: "swagger: '2.0'\n---\nswagger: '2.0'\n"}, GENERATE),
    "key-twice": (spec("host: api.example.test", "host: a.example\nhost: b.example"), GENERATE),
    "python-tag": (spec("title: Pets", "title: !!python/object:os.system x"), GENERATE),
    "alias-unknown": (spec("tags: [pets]", "tags: *pets"), GENERATE),
    "nested-too-deep": ({SPEC: "[" * 400 + "]" * 400}, GENERATE),
    # The description: what it states.
    "openapi-3-0": (spec('swagger: "2.0"', 'openapi: "3.0.3"'), GENERATE),
    "openapi-3-1": (spec('swagger: "2.0"', 'openapi: "3.1.0"'), GENERATE),
    "version-not-in-quotes": (spec('swagger: "2.0"', "swagger: 2.0"), GENERATE),
    "swagger-1-2": (spec('swagger: "2.0"', 'swaggerVersion: "1.2"'), GENERATE),
    "paths-missing": ({SPEC: "swagger: '2.0'\ninfo: {title: t, version: '1'}\n"}, GENERATE),
    "info-missing": (spec('info: {title: Pets, version: "1"}\n', ""), GENERATE),
    "reference-to-nothing": (spec("#/definitions/Pet", "#/definitions/Pat"), GENERATE),
    "reference-to-a-host": (spec("#/definitions/Pet", "https://example.org/pet.json"), GENERATE),
    "reference-out-of-the-folder": (spec("#/definitions/Pet", "../../etc/passwd"), GENERATE),
    "reference-to-a-missing-file": (spec("#/definitions/Pet", "pet.yaml#/Pet"), GENERATE),
    "path-without-slash": (spec("  /pets/{id}:", "  pets/{id}:"), GENERATE),
    "path-parameter-forgotten": (spec("name: id, in: path", "name: petId, in: path"), GENERATE),
    "parameter-without-type": (spec(", type: integer, format: int64}]", "}]"), GENERATE),
    "parameter-place-misspelt": (spec("in: path", "in: pathh"), GENERATE),
    "type-misspelt": (spec("name: {type: string}", "name: {type: sting}"), GENERATE),
    "responses-missing": (
        spec(
            'responses: {200: {description: A pet, schema: {$ref: "#/definitions/Pet"}}}',
            "deprecated: false",
        ),
        GENERATE,
    ),
    "required-not-a-list": (
        spec("    type: object", "    type: object\n    required: id"),
        GENERATE,
    ),
    "schema-extends-itself": (
        spec("    type: object", "    allOf: [{$ref: '#/definitions/Pet'}]"),
        GENERATE,
    ),
    "method-misspelt": (spec("    get:", "    gett:"), VALIDATE),
    "security-undefined": (
        spec("tags: [pets]", "tags: [pets]\n      security: [{key: []}]"),
        VALIDATE,
    ),
    "security-type-misspelt": (
        spec("paths:", "securityDefinitions: {key: {type: apikey, name: k, in: header}}\npaths:"),
        GENERATE,
    ),
    "body-and-form": (
        spec(
            "parameters: [",
            "parameters: [{name: a, in: formData, type: string}, {name: b, in: body, schema: {}}, ",
        ),
        GENERATE,
    ),
    "two-bodies": (
        spec(
            "parameters: [",
            "parameters: [{name: a, in: body, schema: {}}, {name: b, in: body, schema: {}}, ",
        ),
        GENERATE,
    ),
    "operation-id-twice": (
        spec(
            "definitions:",
            "  /others:\n    get: {operationId: getPet, tags: [pets], responses: {200: {description: Fine}}}\ndefinitions:",
        ),
        VALIDATE,
    ),
    "extension-misspelt-in-description": (
        spec("tags: [pets]", "tags: [pets]\n      x-efect: read"),
        VALIDATE,
    ),
    "effect-misspelt-in-description": (
        spec("tags: [pets]", "tags: [pets]\n      x-effect: reed"),
        VALIDATE,
    ),
    # The overlay.
    "overlay-missing": ({OVERLAY: None}, GENERATE),
    "overlay-empty": ({OVERLAY: ""}, GENERATE),
    "overlay-without-version": (
        {OVERLAY: "info: {title: t, version: v}\nactions: [{target: $, update: {}}]\n"},
        GENERATE,
    ),
    "overlay-without-actions": (
        {OVERLAY: "overlay: 1.0.0\ninfo: {title: t, version: v}\n"},
        GENERATE,
    ),
    "overlay-key-misspelt": (action("- {target: $.info, updat: {title: x}}"), GENERATE),
    "overlay-target-missing": (action("- {update: {title: x}}"), GENERATE),
    "overlay-matches-nothing": (
        action("- {target: '$.paths[\"/pet\"].get', update: {x-effect: read}}"),
        GENERATE,
    ),
    "overlay-bad-jsonpath": (action("- {target: '$.paths[', update: {x-effect: read}}"), GENERATE),
    "overlay-path-without-dollar": (
        action("- {target: paths, update: {x-effect: read}}"),
        GENERATE,
    ),
    "overlay-changes-nothing": (action("- {target: $.info, update: {title: Pets}}"), VALIDATE),
    "overlay-mapping-into-list": (action("- {target: '$.schemes', update: {a: b}}"), GENERATE),
    "overlay-extension-misspelt": (
        action("- {target: '$.paths.*.get', update: {x-efect: read}}"),
        GENERATE,
    ),
    "overlay-effect-misspelt": (
        action("- {target: '$.paths.*.get', update: {x-effect: reed}}"),
        GENERATE,
    ),
    "overlay-chunk-is-text": (
        action("- {target: '$.paths.*.get', update: {x-chunk: many}}"),
        GENERATE,
    ),
    "overlay-paging-unknown-parameter": (
        action(
            "- {target: '$.paths.*.get', update: {x-paging: {limit: limit, offset: offset, items: items}}}"
        ),
        GENERATE,
    ),
    "overlay-module-missing": (
        action("- {target: $, update: {x-client: {modules: [package/extra.py]}}}"),
        GENERATE,
    ),
    "overlay-guide-missing": (
        action("- {target: $, update: {x-client: {docs: [docs/extra.md]}}}"),
        GENERATE,
    ),
    "overlay-client-key-misspelt": (
        action("- {target: $, update: {x-client: {clas-name: Zoo}}}"),
        GENERATE,
    ),
    "overlay-class-name-lower": (
        action("- {target: $, update: {x-client: {class-name: zoo}}}"),
        GENERATE,
    ),
    "overlay-verify-unknown": (
        action("- {target: $, update: {x-client: {verify: getMe}}}"),
        GENERATE,
    ),
    "overlay-deprecated-without-flag": (
        action("- {target: '$.paths.*.get', update: {x-deprecated: 'Use more.'}}"),
        GENERATE,
    ),
    # Public names.
    "names-missing": ({NAMES: None}, GENERATE),
    "names-unknown-operation": ({NAMES: "getPat: pets.get\n"}, GENERATE),
    "names-without-dot": ({NAMES: "getPet: get\n"}, GENERATE),
    "names-upper-case": ({NAMES: "getPet: Pets.get\n"}, GENERATE),
    "names-keyword": ({NAMES: "getPet: pets.import\n"}, GENERATE),
    "names-list": ({NAMES: "- getPet: pets.get\n"}, GENERATE),
    "names-reserved": ({NAMES: "getPet: close.get\n"}, GENERATE),
    "names-entry-without-name": ({NAMES: "getPet: {aliases: [pets.find]}\n"}, GENERATE),
    "names-key-misspelt": ({NAMES: "getPet: {name: pets.get, alias: [pets.find]}\n"}, GENERATE),
    "names-alias-is-text": ({NAMES: "getPet: {name: pets.get, aliases: pets.find}\n"}, GENERATE),
    "names-twice": (
        {
            NAMES: "getPet: pets.get\naddPet: pets.get\n",
            SPEC: ("definitions:", "  /pets:\n" + POST + "definitions:"),
        },
        GENERATE,
    ),
    "names-unknown-definition": ({NAMES: "getPet: pets.get\n/definitions/Pat: Pet\n"}, GENERATE),
    # The configuration.
    "config-not-toml": ({PROJECT: "[tool.client-generator\nspec = 'a'\n"}, GENERATE),
    "config-no-spec": ({PROJECT: "[tool.client-generator]\n"}, GENERATE),
    "config-no-table": ({PROJECT: "[project]\n"}, GENERATE),
    "config-key-misspelt": (setting('overlays = "x"'), GENERATE),
    "config-version-bad": (setting('client-version = "1.x"'), GENERATE),
    "config-version-number": (setting("client-version = 1.0"), GENERATE),
    "config-package-bad": (setting('package = "my-pets"'), GENERATE),
    "config-package-hides-json": (setting('package = "json"'), GENERATE),
    "config-license-unknown": (setting('license = "Apache 2"'), GENERATE),
    "config-license-file-missing": (setting('license-file = "LICENCE"'), GENERATE),
    "config-author-bad": (setting('authors = ["ada@example.org"]'), GENERATE),
    "config-url-bad": (setting('urls = {Source = "example.org"}'), GENERATE),
    "config-drop-unknown": (setting('drop = {getPat = "unused"}'), GENERATE),
    "config-drop-without-reason": (setting('drop = {getPet = ""}'), GENERATE),
    "config-severity-code-misspelt": (setting('severity = {text-mising = "error"}'), GENERATE),
    "config-severity-word": (setting('severity = {text-missing = "fatal"}'), GENERATE),
    "config-severity-fixed": (setting('severity = {yaml-syntax = "notice"}'), GENERATE),
    "config-formatter-unknown": (setting('formatter = "yapf"'), GENERATE),
    "config-templates-missing": (setting('templates = "own"'), GENERATE),
    # Own templates.
    "template-path-unknown": (
        {**setting('templates = "own"'), "own/package/README.md": "x"},
        GENERATE,
    ),
    "template-name-unknown": (
        {**setting('templates = "own"'), "own/package/README.md.j2": "\n{{ view.titel }}\n"},
        GENERATE,
    ),
    "template-not-closed": (
        {**setting('templates = "own"'), "own/package/README.md.j2": "{% if view.title %}\n"},
        GENERATE,
    ),
    "template-not-python": (
        {**setting('templates = "own"'), "own/package/errors.py.j2": "def x(:\n"},
        GENERATE,
    ),
    "runtime-not-python": (
        {**setting('templates = "own"'), "own/runtime/paging.py": "def x(:\n"},
        GENERATE,
    ),
    # Files that cannot be written.
    "output-is-a-file": ({"out": "x"}, GENERATE),
    "output-is-a-foreign-folder": ({"out/pyproject.toml": "[project]\nname = 'mine'\n"}, GENERATE),
    "output-below-a-file": ({}, ("generate", "-o", "pyproject.toml/out")),
    # The command line.
    "command-misspelt": ({}, ("generat",)),
    "option-misspelt": ({}, ("generate", "--chek")),
    "option-without-value": ({}, ("generate", "--spec")),
    "too-many-arguments": ({}, ("generate", SPEC)),
    "format-unknown": ({}, ("validate", "--format", "xml")),
    "kind-unknown": ({}, ("generate", "--only", "code")),
    "file-unknown": ({}, ("validate", "swager.yaml")),
    "address-as-file": ({}, ("generate", "--spec", "https://example.org/api.json")),
    "code-unknown": ({}, ("explain", "ref-brokn")),
    "explain-nothing": ({}, ("explain",)),
    "diff-one-side": ({}, ("diff", "vendored")),
    "diff-unknown-file": ({}, ("diff", "old.yaml", "vendored")),
    "diff-unknown-revision": ({}, ("diff", "git:v9", "vendored")),
    "diff-empty-revision": ({}, ("diff", "git:", "vendored")),
    "fetch-http": (LOCK, ("fetch", "--from", "http://example.org/api.json")),
    "fetch-credentials": (LOCK, ("fetch", "--from", "https://u:p@example.org/api.json")),
    "fetch-both": ({}, ("fetch", "--check", "--accept")),
    "fetch-without-lock": ({}, ("fetch",)),
    "fetch-missing-file": (LOCK, ("fetch", "--from", "new.yaml")),
    "fetch-other-checksum": (LOCK, ("fetch", "--from", SPEC, "--sha256", "00")),
    "lock-file-broken": ({"spec/spec.lock": "x"}, ("fetch", "--from", SPEC)),
    "export-unknown": ({}, ("export", "zapier")),
    "release-bad-version": ({}, ("release", "1.2")),
    "release-outside-git": ({}, ("release", "1.2.0")),
    "release-check-outside-git": ({}, ("release-check",)),
    "init-without-description": ({}, ("init",)),
    "init-missing-file": ({}, ("init", "swager.yaml")),
    "init-here-already": ({}, ("init", SPEC)),
    "init-bad-package": ({}, ("init", SPEC, "--package", "my-pets")),
    "init-bad-distribution": ({}, ("init", SPEC, "--distribution", "my pets")),
    "init-bad-license": ({}, ("init", SPEC, "--license", "Apache 2.0")),
    "init-license-in-lower-case": ({}, ("init", SPEC, "--license", "mit")),
    "init-bad-author": ({}, ("init", SPEC, "--author", "ada@example.org")),
    "init-bad-url": ({}, ("init", SPEC, "--url", "https://example.org")),
    "names-write-without-file": (
        {PROJECT: ('names = "spec/names.yaml"\n', "")},
        ("names", "--write"),
    ),
    "names-write-into-flow": (
        {
            NAMES: "{getPet: pets.get}\n",
            SPEC: ("definitions:", "  /pets:\n" + POST + "definitions:"),
        },
        ("names", "--write"),
    ),
}
