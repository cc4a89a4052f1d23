"""Every name is decided once: valid, without clash, and the same whatever the order."""

import json
import keyword

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import locate, parse
from generator.ir import names, passes
from generator.ir.names import identifiers, reserved, runtime
from generator.ir.names.identifiers import members
from generator.ir.names.reserved import EXPORTS
from generator.swagger.to_ir import normalize

OK = {"200": {"description": "fine"}}


def decide(overrides=None, package=None, **members):
    document = {
        "swagger": "2.0",
        "info": {"title": "Tele API", "version": "1"},
        "host": "a.example",
        "paths": {},
    }
    report = Diagnostics()
    api = normalize(parse(json.dumps({**document, **members}), "spec.json", report), report)
    api = passes.run(api, report)
    given_names = (
        None
        if overrides is None
        else names.read_overrides(parse(json.dumps(overrides), "names.yaml", report).root, report)
    )
    return api, names.decide(api, given_names, report, package), report


def operations(*nodes):
    return {
        "paths": {
            f"/p{number}": {"get": {"responses": OK, "tags": ["t"], **node}}
            for number, node in enumerate(nodes)
        }
    }


def dotted(*nodes, overrides=None, **members):
    api, decided, report = decide(overrides, **operations(*nodes), **members)
    return [
        decided.methods.names[each.at].dotted
        for each in sorted(api.operations, key=lambda each: each.path)
    ], report.codes


@pytest.mark.parametrize(
    ("title", "client", "package"),
    [
        ("CallCenter API", "CallCenter", "call_center"),
        ("Swagger Petstore", "Petstore", "petstore"),
        ("The Cat API Documentation", "Cat", "cat"),
        ("API", "Client", "client"),
        ("", "Client", "client"),
        ("~", "Client", "client"),
        ("Email API", "Email", "email_client"),
        ("Pipes", "Pipes", "pipes_client"),
        ("Compression", "Compression", "compression_client"),
        ("3 Widgets", "Client3Widgets", "client_3_widgets"),
        ("Page", "PageClient", "page"),
        ("class", "Class", "class_"),
        ('"; import os #', "ImportOs", "import_os"),
        ("../../etc", "Etc", "etc"),
    ],
)
def test_clients(title, client, package):
    _, decided, _ = decide(info={"title": title, "version": "1"})

    assert (
        decided.client,
        decided.async_client,
        decided.package,
    ) == (client, f"Async{client}", package)
    assert (f"{client}Error", package.upper()) == (decided.error, decided.env)


def test_clients_as_asked_for():
    wishes = {"class-name": "Phone", "package": "phone", "env-prefix": "PHONE_API"}

    _, decided, _ = decide(**{"x-client": wishes})

    assert (decided.client, decided.package, decided.env) == ("Phone", "phone", "PHONE_API")
    assert decide(package="telephone", **{"x-client": wishes})[1].package == "telephone"


@pytest.mark.parametrize(
    "wishes",
    [
        {"class-name": "a b"},
        {"class-name": "Page"},
        {"package": "../x"},
        {"package": "json"},
        {"package": "class"},
    ],
)
def test_impossible_wishes_are_reported(wishes):
    _, decided, report = decide(**{"x-client": wishes})

    assert report.codes == ("names-invalid",)
    assert (decided.client, decided.package) == ("Tele", "tele")


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"operationId": "findCalls"}, "t.find_calls"),
        ({"operationId": "postTTSSound", "tags": ["Call Center"]}, "call_center.post_tts_sound"),
        ({"operationId": "list"}, "t.list"),
        ({"operationId": "import"}, "t.import_"),
        ({"operationId": "2fa"}, "t.method_2fa"),
        ({"operationId": "__class__"}, "t.class_"),
        ({"operationId": "x", "tags": ["class"]}, "class_.x"),
        ({"operationId": "x", "tags": ["close"]}, "close_.x"),
        ({"operationId": "x", "tags": ["aux"]}, "aux_.x"),
        ({"operationId": "x", "tags": ["../../evil"]}, "evil.x"),
        ({"operationId": "名"}, "t.u21517"),
    ],
)
def test_methods_by_rule(node, expected):
    assert dotted(node) == ([expected], ())


def test_methods_that_want_one_name():
    assert dotted({"operationId": "getIt"}, {"operationId": "get_it"}) == (
        ["t.get_it_2", "t.get_it"],
        ("names-renamed",),
    )
    assert dotted({"operationId": "get_it"}, {"operationId": "getIt"}) == (
        ["t.get_it", "t.get_it_2"],
        ("names-renamed",),
    )


def test_overrides_win_and_new_operations_are_reported():
    result, codes = dotted(
        {"operationId": "findCalls"},
        {"operationId": "getCall"},
        overrides={"findCalls": "calls.find"},
    )

    assert (result, codes) == (["calls.find", "t.get_call"], ("names-new",))


def test_rules_step_aside_for_overrides():
    result, codes = dotted(
        {"operationId": "a", "tags": ["calls"]},
        {"operationId": "find", "tags": ["calls"]},
        {"operationId": "b"},
        {"operationId": "lists", "tags": ["calls"]},
        overrides={"a": "calls.find", "b": "calls.lists.get"},
    )

    assert result == ["calls.find", "calls.find_2", "calls.lists.get", "calls.lists_2"]
    assert {"names-new", "names-renamed"} == set(codes)


def test_old_names_are_kept():
    api, decided, _ = decide(
        {"a": {"name": "calls.find", "aliases": ["calls.search", "people.calls"]}},
        **operations({"operationId": "a"}),
    )

    assert [each.dotted for each in decided.methods.aliases.get(api.operations[0].at, ())] == [
        "calls.search",
        "people.calls",
    ]
    assert tuple(decided.classes) == (("calls",), ("people",))


@pytest.mark.parametrize(
    ("overrides", "code"),
    [
        ({"ghost": "calls.find"}, "names-unknown-operation"),
        ({"a": "calls.find", "b": "calls.find"}, "names-duplicate"),
        (
            {"a": "calls.find", "b": {"name": "calls.get", "aliases": ["calls.find"]}},
            "names-duplicate",
        ),
        ({"a": "calls.lists", "b": "calls.lists.find"}, "names-duplicate"),
        ({"a": "close.find"}, "names-reserved"),
        ({"a": "find"}, "names-invalid"),
        ({"a": "calls.class"}, "names-invalid"),
        ({"a": "calls._find"}, "names-invalid"),
        ({"a": "Calls.find"}, "names-invalid"),
        ({"a": "calls..find"}, "names-invalid"),
        ({"a": "calls.find()"}, "names-invalid"),
        ({"a": "a.b.c.d.e"}, "names-invalid"),
        ({"a": 5}, "names-invalid"),
        ({"a": None}, "names-invalid"),
        ({"a": {"aliases": ["calls.find"]}}, "names-invalid"),
        ({"a": {"name": "calls.find", "aliases": "calls.x"}}, "names-invalid"),
        ({"a": {"name": "calls.find", "alias": []}}, "names-invalid"),
        ({"#/definitions/Ghost": "Ghost"}, "names-unknown-definition"),
        ({"#/definitions/A": "a b"}, "names-invalid"),
        ({"#/definitions/A": "Page"}, "names-duplicate"),
        ({"/definitions/A": "Same", "/definitions/B": "Same"}, "names-duplicate"),
    ],
)
def test_contradicting_overrides_are_reported(overrides, code):
    body = {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/A"}}
    definitions = {
        "A": {"properties": {"b": {"$ref": "#/definitions/B"}}},
        "B": {"properties": {"x": {}}},
    }
    _, _, report = decide(
        overrides,
        definitions=definitions,
        **operations({"operationId": "a", "parameters": [body]}, {"operationId": "b"}),
    )
    (result,) = [each for each in report if each.severity == "error"]

    assert (result.code, result.file, result.line) == (code, "names.yaml", 1)


def test_names_of_definitions_can_be_fixed():
    _, decided, report = decide(
        {"#/definitions/A": "Better"}, **with_definitions(A={"properties": {"x": {}}})
    )

    assert decided.definitions.classes["/definitions/A"] == "Better"
    assert not report.failed


def test_bulk_and_wait_stand_beside():
    body = {"name": "b", "in": "body", "schema": {"type": "array", "items": {"type": "string"}}}
    send = {"operationId": "send", "x-chunk": 10, "x-effect": "contact", "parameters": [body]}
    poll = {"x-wait": {"field": "state", "pending": ["NEW"]}}
    api, decided, _ = decide(
        **operations(
            send,
            {"operationId": "getA", **poll},
            {"operationId": "getB", **poll},
            {"operationId": "send_bulk"},
        )
    )
    at = {each.id: each.at for each in api.operations}

    assert (
        decided.methods.bulk[at["send"]],
        decided.methods.wait[at["getA"]],
        decided.methods.wait[at["getB"]],
    ) == ("send_bulk_2", "wait", "wait_2")
    with pytest.raises(KeyError, match="p1"):
        decided.methods.bulk[at["getA"]]


def test_constants():
    api, decided, _ = decide(
        **operations(
            {"operationId": "findCalls"},
            {"operationId": "find_calls", "tags": ["u"]},
            {"operationId": "csv"},
            {"operationId": "1x"},
        )
    )

    assert [decided.methods.constants[each.at] for each in api.operations] == [
        "FIND_CALLS",
        "CSV_",
        "OPERATION_1X",
        "FIND_CALLS_2",
    ]


def test_resource_classes():
    _, decided, _ = decide(
        {"a": "calls.broadcasts.x", "b": "calls_broadcasts.x"},
        **operations(
            {"operationId": "a"}, {"operationId": "b"}, {"operationId": "c", "tags": ["media"]}
        ),
    )

    assert {path: decided.classes[path] for path in decided.classes} == {
        ("calls",): "CallsResource",
        ("calls", "broadcasts"): "CallsBroadcastsResource",
        ("calls_broadcasts",): "CallsBroadcasts2Resource",
        ("media",): "MediaResource",
    }
    assert [path[0] for path in decided.classes if len(path) == 1] == [
        "calls",
        "calls_broadcasts",
        "media",
    ]


def with_definitions(**definitions):
    """Definitions, all reached from one operation."""
    bodies = {
        "properties": {
            f"p{n}": {"$ref": f"#/definitions/{name}"} for n, name in enumerate(definitions)
        }
    }
    body = {"name": "b", "in": "body", "schema": bodies}
    return {"definitions": definitions, **operations({"operationId": "a", "parameters": [body]})}


@pytest.mark.parametrize(
    ("names_in", "expected"),
    [
        (["Call", "call"], {"Call": "Call", "call": "Call2"}),
        (["call", "Call"], {"Call": "Call", "call": "Call2"}),
        (["Page", "TimeoutError"], {"Page": "PageModel", "TimeoutError": "TimeoutErrorModel"}),
        (
            ["Tele", "AsyncTele", "TeleError"],
            {"Tele": "TeleModel", "AsyncTele": "AsyncTeleModel", "TeleError": "TeleErrorModel"},
        ),
        (["TResource"], {"TResource": "TResourceModel"}),
        (["none", "true"], {"none": "NoneModel", "true": "TrueModel"}),
        (["3gpp", "!"], {"3gpp": "Model3gpp", "!": "Not"}),
        (["DNCList", "foo_bar"], {"DNCList": "DNCList", "foo_bar": "FooBar"}),
        (["List", "Any", "Text"], {"List": "List", "Any": "Any", "Text": "Text"}),
    ],
)
def test_classes(names_in, expected):
    _, decided, _ = decide(
        **with_definitions(**{name: {"properties": {"x": {}}} for name in names_in})
    )

    assert {
        name: decided.definitions.classes[f"/definitions/{name}"] for name in names_in
    } == expected


def test_dicts_stay_apart_from_classes():
    _, decided, _ = decide(
        **with_definitions(A={"properties": {"x": {}}}, ADict={"properties": {"x": {}}})
    )

    assert (
        decided.definitions.accepted["/definitions/A"],
        decided.definitions.accepted["/definitions/ADict"],
    ) == ("ADict2", "ADictDict")


@pytest.mark.parametrize(
    ("wires", "expected"),
    [
        (["fromNumber", "id"], ["from_number", "id"]),
        (["from_number", "fromNumber"], ["from_number", "from_number_2"]),
        (["fromNumber", "from_number"], ["from_number_2", "from_number"]),
        (["class", "import", "None"], ["class_", "import_", "none"]),
        (["replace", "toDict", "to_json"], ["replace_", "to_dict_", "to_json_"]),
        (["_", "", "-"], ["underscore", "field", "minus"]),
        (["2nd", "list", "type"], ["field_2nd", "list", "type"]),
        (["__slots__", "self"], ["slots", "self"]),
        (["x_2", "X", "x"], ["x_2", "x_3", "x"]),
    ],
)
def test_fields(wires, expected):
    api, decided, _ = decide(**with_definitions(A={"properties": {wire: {} for wire in wires}}))

    assert [
        decided.definitions.fields["/definitions/A", field.at]
        for field in api.definitions["/definitions/A"].fields
    ] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["READY", "NO_ANS"], ["READY", "NO_ANS"]),
        (["homePhone", "CallBroadcast"], ["HOME_PHONE", "CALL_BROADCAST"]),
        (["", " ", "3gp"], ["EMPTY", "VALUE", "VALUE_3GP"]),
        (["a", "A", "a_2"], ["A_LOWER", "A_UPPER", "A_2"]),
        (["a", "a_2"], ["A", "A_2"]),
        (["created", "-created", "+created"], ["CREATED", "MINUS_CREATED", "PLUS_CREATED"]),
        (["A+", "A", "A-", "AB"], ["A_PLUS", "A", "A_MINUS", "AB"]),
        (["a b", "a-b", "a_b"], ["A_SPACE_B", "A_MINUS_B", "A_UNDERSCORE_B"]),
        (["a.b", "A.b"], ["A_DOT_B_1EEF715D", "A_DOT_B_26A237BD"]),
        (["ab", "aB", "Ab"], ["AB_LOWER", "A_B", "AB_TITLE"]),
        (["+1", "-1", ">="], ["PLUS_1", "MINUS_1", "GREATER_EQUAL"]),
        (["name", "value", "title", "mro", "None"], ["NAME", "VALUE", "TITLE", "MRO", "NONE"]),
        (
            ["A LOWER", "A-LOWER", "a", "A"],
            ["A_SPACE_LOWER", "A_MINUS_LOWER", "A_LOWER_E8B7BE43", "A_UPPER"],
        ),
    ],
)
def test_enum_members(values, expected):
    _, decided, _ = decide(**with_definitions(A={"enum": values}))

    assert [decided.definitions.members["/definitions/A", value] for value in values] == expected


WORDS = st.one_of(
    st.text("aAbB-+_. 1é", max_size=4), st.sampled_from(["A LOWER", "A-LOWER", "A_LOWER", "a", "A"])
)


@given(
    st.dictionaries(WORDS, WORDS, max_size=6),
    st.dictionaries(WORDS, WORDS, max_size=3),
    st.booleans(),
)
def test_new_values_never_take_the_name_of_another(values, new, has_titles):
    """Whatever comes, in any order, with titles of their own or without."""
    both = {**new, **values}
    before = members(values, values.values() if has_titles else ())
    after = members(both, both.values() if has_titles else ())
    names = {name: value for value, name in before.items()}

    assert len({*after.values()}) == len(after)
    assert [name for value, name in after.items() if names.get(name, value) != value] == []


def arguments(parameters, schema=None, **node):
    body = [] if schema is None else [{"name": "body", "in": "body", "schema": schema}]
    api, decided, report = decide(
        **operations({"operationId": "a", "parameters": [*parameters, *body], **node})
    )
    (operation,) = api.operations
    result = [decided.arguments[operation.at].parameters[each.at] for each in operation.parameters]
    at = operation.body and getattr(operation.body.type, "at", None)
    fields = api.definitions[at].fields if at else ()
    return (
        result,
        [decided.arguments[operation.at].fields[field.at] for field in fields],
        decided.arguments[operation.at].body,
        report,
    )


def test_exact_fields_choose_before_those_that_only_sound_alike():
    """Where a parameter has the name, the field that is spelt like it gets the one that begins with body."""
    names = ["__dict__", "dict", "__class__", "class"]
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    _, fields, _, _ = arguments([{"name": "class", "in": "query", "type": "string"}], schema)

    assert dict(zip(names, fields, strict=True)) == {
        "__dict__": "body_dict",
        "dict": "dict",
        "__class__": "body_class__2",
        "class": "body_class_",
    }


def query(name, **more):
    return {"name": name, "in": "query", "type": "string", **more}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([query("fromNumber"), query("id")], ["from_number", "id"]),
        (
            [query("self"), query("ops"), query("from"), query("list")],
            ["self_", "ops_", "from_", "list"],
        ),
        ([query("id"), query("id", **{"in": "header"})], ["id", "header_id"]),
        ([query("a-b"), query("a_b"), query("aB")], ["query_a_b", "a_b", "query_a_b_2"]),
        ([query("userId", **{"in": "header"}), query("user_id")], ["header_user_id", "user_id"]),
        ([query("a", **{"x-name": "b"}), query("b")], ["b", "query_b"]),
        ([query("b"), query("a", **{"x-name": "b"})], ["query_b", "b"]),
        ([query("filter[name]"), query("$top"), query("")], ["filter_name", "top"]),
        ([query("X-Api-Key", **{"in": "header"}), query("1st")], ["x_api_key", "argument_1st"]),
    ],
)
def test_arguments(parameters, expected):
    assert arguments(parameters)[0] == expected


def test_arguments_beside_those_of_downloads():
    result = arguments(
        [query("to"), query("progress")],
        produces=["audio/mpeg"],
        responses={"200": {"description": "", "schema": {"type": "file"}}},
    )

    assert result[0] == ["to_", "progress_"]


def test_fields_of_a_body_beside_parameters():
    schema = {
        "properties": {
            "id": {"type": "integer"},
            "name": {},
            "self": {},
            "readOnly": {"readOnly": True},
            "read_only": {},
        }
    }
    result, fields, _, _ = arguments([query("id"), query("body")], schema)

    assert (
        result,
        fields,
    ) == (["id", "body"], ["body_id", "name", "self_", "body_read_only", "read_only"])


def test_whole_bodies():
    listing = {"type": "array", "items": {"type": "string"}}

    assert arguments([], listing)[2] == "body"
    assert arguments([query("body")], listing)[2] == "request_body"


def test_impossible_argument_names_are_reported():
    result, _, _, report = arguments([query("a", **{"x-name": "not valid"})])

    assert (result, report.codes) == (["a"], ("names-argument",))


def test_modules():
    ref = {"in": "body", "name": "b"}
    uses = {"calls": ["OnlyCalls", "Both"], "texts": ["Both"]}
    paths = {
        f"/{tag}/{name}": {
            "post": {
                "operationId": f"{tag}{name}",
                "tags": [tag],
                "responses": OK,
                "parameters": [{**ref, "schema": {"$ref": f"#/definitions/{name}"}}],
            }
        }
        for tag, all_ in uses.items()
        for name in all_
    }
    plain = {"properties": {"x": {}}}
    definitions = {
        "OnlyCalls": {
            "properties": {
                "inner": {"$ref": "#/definitions/Inner"},
                "both": {"$ref": "#/definitions/Both"},
            }
        },
        "Inner": plain,
        "Both": {"properties": {"deep": {"$ref": "#/definitions/Deep"}}},
        "Deep": plain,
        "Event": {
            "properties": {
                "both": {"$ref": "#/definitions/Both"},
                "inner": {"$ref": "#/definitions/Inner"},
            }
        },
    }
    hooks = {
        "signature": {"header": "X", "algorithm": "sha1", "encoding": "hex"},
        "resources": {"E": {"events": ["e"], "schema": {"$ref": "#/definitions/Event"}}},
    }
    _, decided, report = decide(paths=paths, definitions=definitions, **{"x-webhooks": hooks})

    assert {name: decided.definitions.modules[f"/definitions/{name}"] for name in definitions} == {
        "OnlyCalls": "calls",
        "Inner": "calls",
        "Both": "_shared",
        "Deep": "_shared",
        "Event": "_webhooks",
    }
    assert {*decided.definitions.modules.values()} == {"_shared", "_webhooks", "calls"}
    assert decided.definitions.modules["/definitions/Inner"] == "calls"
    assert report.codes == ()


def test_an_undecided_name_raises():
    _, decided, _ = decide()

    with pytest.raises(KeyError, match="/definitions/Missing"):
        decided.definitions.classes["/definitions/Missing"]


def shuffled(value):
    return {key: value[key] for key in reversed(value)}


def test_order_changes_nothing():
    nodes = [{"operationId": "getIt"}, {"operationId": "get_it"}, {"operationId": "getIT"}]
    definitions = {
        "a_b": {"properties": {"aB": {}, "a_b": {}}},
        "aB": {"properties": {"x": {}}},
        "AB": {"enum": ["a", "A"]},
    }
    entries = {**with_definitions(**definitions), **operations(*nodes)}
    body = {
        "name": "b",
        "in": "body",
        "schema": {"properties": {name: {"$ref": f"#/definitions/{name}"} for name in definitions}},
    }
    entries["paths"]["/p0"]["get"]["parameters"] = [body]
    _, first, _ = decide(**entries)
    _, second, _ = decide(
        **{
            **entries,
            "definitions": {key: shuffled(each) for key, each in shuffled(definitions).items()},
            "paths": shuffled(entries["paths"]),
        }
    )

    assert dict(first.definitions.classes) == dict(second.definitions.classes)
    assert dict(first.definitions.fields) == dict(second.definitions.fields)
    assert dict(first.methods.names) == dict(second.methods.names)


def is_free(name):
    return (
        name.isidentifier()
        and name.isascii()
        and not keyword.iskeyword(name)
        and not name.startswith("_")
    )


@given(st.text())
def test_any_text_makes_identifiers(text):
    assert is_free(identifiers.attribute(text, "field"))
    assert is_free(identifiers.class_name(text))
    assert is_free(identifiers.member(text))
    assert identifiers.class_name(text)[0].isupper()
    assert identifiers.class_name(text, reserved=EXPORTS) not in EXPORTS


@given(
    st.lists(st.text(alphabet="aA_1 bé.", max_size=4), unique=True, max_size=12),
    st.sets(st.sampled_from(["a", "a_2", "b"])),
)
def test_names_in_a_scope_never_clash(texts, taken):
    wanted = {text: identifiers.attribute(text, "field") for text in texts}
    decided = identifiers.distinct_names(wanted, taken, rank=str)
    backwards = identifiers.distinct_names(dict(reversed(wanted.items())), taken, rank=str)

    assert len(set(decided.values()) - taken) == len(texts)
    assert decided == backwards
    assert all(map(is_free, decided.values()))


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True), st.text(), st.text())
def test_any_text_anywhere_gives_valid_names(texts, title, tag):
    entries = {
        "info": {"title": title, "version": "1"},
        "definitions": {
            text: {"properties": {other: {"enum": texts} for other in texts}} for text in texts
        },
        "paths": {
            f"/{number}": {
                "post": {
                    "operationId": text,
                    "tags": [tag],
                    "responses": OK,
                    "parameters": [
                        *(query(other) for other in texts),
                        {
                            "name": "b",
                            "in": "body",
                            "schema": {
                                "additionalProperties": True,
                                "properties": {other: {} for other in texts},
                            },
                        },
                    ],
                }
            }
            for number, text in enumerate(texts)
        },
    }
    api, decided, _ = decide(**entries)

    methods = [decided.methods.names[each.at].method for each in api.operations]
    assert len(texts) == len(set(methods))
    assert all(
        map(
            is_free,
            [*methods, decided.package, decided.client, *(path[0] for path in decided.classes)],
        )
    )
    for operation in api.operations:
        used = decided.arguments[operation.at]
        every = [*used.parameters.values(), *used.fields.values()]
        assert len(every) == len(set(every))
        assert all(map(is_free, every))


def test_findings_of_names_are_located():
    text = '{"swagger": "2.0",\n "paths": {"/a": {"get": {}}}}'
    report = Diagnostics()
    root = parse(text, "spec.json", report).root
    report.add("names-renamed", Spot(pointer="/paths/~1a/get/x-paging/limit"), "taken")
    report.add("names-renamed", Spot(), "nowhere")

    assert [(each.file, each.line) for each in locate(report.findings, root)] == [
        ("", 0),
        ("spec.json", 2),
    ]


@pytest.mark.parametrize(
    ("module", "owner", "actual"),
    [
        ("bulk.options", "BulkOptions", reserved.bulk_arguments() - {"options"}),
        ("waiting", "WaitOptions", reserved.wait_arguments() - {"options"}),
        ("models.model", "Model", runtime.attributes("models.model", "Model")),
        ("models.model", "ItemList", runtime.attributes("models.model", "ItemList")),
        ("models.model", "DateObject", runtime.attributes("models.model", "DateObject")),
        ("models.model", "TimeObject", runtime.attributes("models.model", "TimeObject")),
        ("client", "SyncClient", runtime.attributes("client.sync", "SyncClient")),
        ("client", "AsyncClient", runtime.attributes("client", "AsyncClient")),
    ],
)
def test_what_is_read_from_the_runtime_is_what_it_has(module, owner, actual):
    owned = getattr(pytest.importorskip(f"runtime.{module}"), owner)
    names_there = getattr(owned, "__annotations__", {}) if owner.endswith("Options") else dir(owned)

    assert actual == {name for name in names_there if not name.startswith("_")}


def test_downloads_have_their_own_arguments():
    assert reserved.download_arguments() >= {"to", "progress", "resume", "max_bytes", "overwrite"}
    assert "path" not in reserved.download_arguments()


@pytest.mark.parametrize("tag", ["headers", "pages", "copy", "settings"])
def test_names_that_mean_nothing_are_not_avoided(tag):
    response = {"200": {"description": "", "schema": {"$ref": "#/definitions/Operation"}}}
    models = {
        "Operation": {"properties": {"pager": {"$ref": "#/definitions/Pager"}}},
        "Pager": {"properties": {"count": {}}},
    }
    _, decided, report = decide(
        **operations({"operationId": "a", "tags": [tag], "responses": response}), definitions=models
    )

    assert [*decided.classes] == [(tag,)]
    assert {*decided.definitions.classes.values()} == {"Operation", "Pager"}
    assert "names-renamed" not in report.codes
