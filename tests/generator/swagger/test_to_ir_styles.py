"""Descriptions in the styles of other APIs pass through all early stages without an error."""

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir import names, passes
from generator.ir.model import AuthKind, FormStyle, Kind, MapOf, Scalar
from generator.swagger.to_ir import normalize

PETS = """
swagger: "2.0"
info: {title: Swagger Petstore, version: 1.0.0, license: {name: Apache 2.0}}
host: petstore.example
basePath: /v2
schemes: [https, http]
tags:
  - {name: pet, description: Everything about your pets}
  - {name: store}
paths:
  /pet:
    post:
      tags: [pet]
      operationId: addPet
      consumes: [application/json, application/xml]
      produces: [application/xml, application/json]
      parameters:
        - {in: body, name: body, required: true, schema: {$ref: "#/definitions/Pet"}}
      responses: {"405": {description: Invalid input}}
      security: [{petstore_auth: ["write:pets"]}]
  /pet/findByStatus:
    get:
      tags: [pet]
      operationId: findPetsByStatus
      produces: [application/xml, application/json]
      parameters:
        - name: status
          in: query
          required: true
          type: array
          items: {type: string, enum: [available, pending, sold], default: available}
          collectionFormat: multi
      responses:
        "200": {description: ok, schema: {type: array, items: {$ref: "#/definitions/Pet"}}}
      security: [{petstore_auth: ["read:pets"]}]
  /pet/{petId}:
    get:
      tags: [pet]
      operationId: getPetById
      parameters: [{name: petId, in: path, required: true, type: integer, format: int64}]
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/Pet"}}}
      security: [{api_key: []}]
    post:
      tags: [pet]
      operationId: updatePetWithForm
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - {name: petId, in: path, required: true, type: integer, format: int64}
        - {name: name, in: formData, type: string}
      responses: {"405": {description: Invalid input}}
    delete:
      tags: [pet]
      operationId: deletePet
      parameters:
        - {name: api_key, in: header, type: string}
        - {name: petId, in: path, required: true, type: integer, format: int64}
      responses: {"400": {description: Invalid ID}}
  /pet/{petId}/uploadImage:
    post:
      tags: [pet]
      operationId: uploadFile
      consumes: [multipart/form-data]
      parameters:
        - {name: petId, in: path, required: true, type: integer, format: int64}
        - {name: additionalMetadata, in: formData, type: string}
        - {name: file, in: formData, type: file}
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/ApiResponse"}}}
  /store/inventory:
    get:
      tags: [store]
      operationId: getInventory
      parameters: []
      responses:
        "200": {description: ok, schema: {type: object, additionalProperties: {type: integer, format: int32}}}
      security: [{api_key: []}]
  /user/login:
    get:
      tags: [user]
      operationId: loginUser
      produces: [application/xml, application/json]
      parameters:
        - {name: username, in: query, required: true, type: string}
      responses:
        "200":
          description: ok
          schema: {type: string}
          headers: {X-Rate-Limit: {type: integer, format: int32}}
  /user/logout:
    get: {tags: [user], operationId: logoutUser, parameters: [], responses: {default: {description: successful operation}}}
securityDefinitions:
  petstore_auth:
    type: oauth2
    authorizationUrl: https://petstore.example/oauth
    flow: implicit
    scopes: {"write:pets": modify, "read:pets": read}
  api_key: {type: apiKey, name: api_key, in: header}
definitions:
  Category: {type: object, properties: {id: {type: integer}, name: {type: string}}, xml: {name: Category}}
  Pet:
    type: object
    required: [name, photoUrls]
    properties:
      id: {type: integer, format: int64}
      category: {$ref: "#/definitions/Category"}
      name: {type: string, example: doggie}
      photoUrls: {type: array, xml: {name: photoUrl, wrapped: true}, items: {type: string}}
      status: {type: string, enum: [available, pending, sold]}
  ApiResponse: {type: object, properties: {code: {type: integer}, type: {type: string}}}
"""

CLUSTER = """
swagger: "2.0"
info: {title: Kubernetes, version: v1.0}
paths:
  /api/v1/namespaces/{namespace}/pods/{name}:
    parameters:
      - {name: name, in: path, required: true, type: string, uniqueItems: true}
      - {name: namespace, in: path, required: true, type: string}
      - {name: pretty, in: query, type: string}
    patch:
      consumes: [application/json-patch+json, application/merge-patch+json]
      produces: [application/json, application/yaml]
      operationId: patchCoreV1NamespacedPod
      schemes: [https]
      tags: [core_v1]
      parameters:
        - {name: body, in: body, required: true, schema: {$ref: "#/definitions/io.k8s.Patch"}}
      responses:
        "200": {description: OK, schema: {$ref: "#/definitions/io.k8s.v1.Pod"}}
        "201": {description: Created, schema: {$ref: "#/definitions/io.k8s.v1.Pod"}}
        "401": {description: Unauthorized}
      x-kubernetes-action: patch
    delete:
      consumes: ["*/*"]
      operationId: deleteCoreV1NamespacedPod
      tags: [core_v1]
      parameters: [{name: body, in: body, schema: {$ref: "#/definitions/io.k8s.v1.Pod"}}]
      responses: {"200": {description: OK, schema: {$ref: "#/definitions/io.k8s.v1.Pod"}}}
  /api/v1/{path}:
    options:
      consumes: ["*/*"]
      produces: ["*/*"]
      operationId: connectCoreV1Proxy
      tags: [core_v1]
      parameters: [{name: path, in: path, required: true, type: string}]
      responses: {"200": {description: OK, schema: {type: string}}}
definitions:
  io.k8s.Patch: {description: Patch., type: object}
  io.k8s.IntOrString: {type: string, format: int-or-string}
  io.k8s.Time: {type: string, format: date-time}
  io.k8s.JSON: {description: any JSON value}
  io.k8s.v1.Pod:
    type: object
    properties:
      apiVersion: {type: string}
      metadata: {description: meta, $ref: "#/definitions/io.k8s.v1.ObjectMeta"}
      port: {$ref: "#/definitions/io.k8s.IntOrString"}
      continue: {type: string}
      $ref: {type: string}
  io.k8s.v1.ObjectMeta:
    type: object
    properties:
      creationTimestamp: {$ref: "#/definitions/io.k8s.Time"}
      labels: {type: object, additionalProperties: {type: string}}
      extra: {$ref: "#/definitions/io.k8s.JSON"}
      ownerReferences: {type: array, items: {$ref: "#/definitions/io.k8s.v1.ObjectMeta"}, x-kubernetes-patch-merge-key: uid}
"""

CLOUD = """
swagger: "2.0"
info: {title: Storage Management Client, version: "2019-06-01"}
host: management.azure.example
schemes: [https]
consumes: [application/json]
produces: [application/json]
security: [{azure_auth: [user_impersonation]}]
securityDefinitions:
  azure_auth: {type: oauth2, authorizationUrl: "https://login.example", flow: implicit, scopes: {user_impersonation: act}}
paths:
  /providers/Storage/operations:
    get:
      tags: [Operations]
      operationId: Operations_List
      parameters: [{$ref: "#/parameters/ApiVersionParameter"}]
      responses:
        "200": {description: OK, schema: {$ref: "#/definitions/OperationListResult"}}
        default: {description: "Error response describing why the operation failed.", schema: {$ref: "#/definitions/CloudError"}}
      x-ms-pageable: {nextLinkName: null}
  /subscriptions/{subscriptionId}/accounts/{accountName}:
    put:
      tags: [StorageAccounts]
      operationId: StorageAccounts_Create
      parameters:
        - {$ref: "#/parameters/SubscriptionIdParameter"}
        - {name: accountName, in: path, required: true, type: string, minLength: 3, maxLength: 24}
        - {$ref: "#/parameters/ApiVersionParameter"}
        - {name: parameters, in: body, required: true, schema: {$ref: "#/definitions/CreateParameters"}}
      responses:
        "200": {description: OK, schema: {$ref: "#/definitions/StorageAccount"}}
        "202": {description: Accepted}
      x-ms-long-running-operation: true
parameters:
  SubscriptionIdParameter: {name: subscriptionId, in: path, required: true, type: string, x-ms-parameter-location: client}
  ApiVersionParameter: {name: api-version, in: query, required: true, type: string}
definitions:
  Resource:
    properties: {id: {readOnly: true, type: string}, tags: {type: object, additionalProperties: {type: string}}}
    x-ms-azure-resource: true
  StorageAccount:
    allOf: [{$ref: "#/definitions/Resource"}]
    properties:
      sku: {$ref: "#/definitions/Sku"}
      properties: {x-ms-client-flatten: true, $ref: "#/definitions/AccountProperties"}
  AccountProperties:
    properties:
      state:
        type: string
        enum: [Creating, Succeeded]
        x-ms-enum: {name: ProvisioningState, modelAsString: false}
  Sku: {required: [name], properties: {name: {$ref: "#/definitions/SkuName"}}}
  SkuName: {type: string, enum: [Standard_LRS, Premium_LRS], x-ms-enum: {name: SkuName, modelAsString: true}}
  CreateParameters:
    required: [sku]
    properties: {sku: {$ref: "#/definitions/Sku"}, kind: {type: string, enum: [Blob, "File-2", "2"]}}
  OperationListResult: {properties: {value: {type: array, items: {$ref: "#/definitions/OperationInfo"}}}}
  OperationInfo: {properties: {name: {type: string}, from: {type: string}}}
  CloudError: {x-ms-external: true, properties: {error: {$ref: "#/definitions/CloudErrorBody"}}}
  CloudErrorBody: {properties: {code: {type: string}, details: {type: array, items: {$ref: "#/definitions/CloudErrorBody"}}}}
"""

BARE = """
swagger: "2.0"
info: {title: API, version: "0"}
paths:
  /: {get: {responses: {"200": {description: ok}}}}
  /users/{id}: {get: {parameters: [{in: path, name: id, required: true, type: string}], responses: {"200": {description: ok}}}}
  /users/{user_id}/posts: {get: {parameters: [{in: path, name: user_id, required: true, type: string}], responses: {"200": {description: ok}}}}
"""


def through(text):
    report = Diagnostics()
    api = passes.run(normalize(parse(text, "spec.yaml", report), report), report)
    return api, names.decide(api, None, report), report


@pytest.mark.parametrize("text", [PETS, CLUSTER, CLOUD, BARE])
def test_no_errors(text):
    _, _, report = through(text)

    assert not report.failed, list(report)


def test_pets():
    api, decided, _ = through(PETS)
    by_id = {each.id: each for each in api.operations}

    assert (decided.client, decided.package) == ("Petstore", "petstore")
    assert api.auth.kind == AuthKind.SEVERAL
    assert api.base_url == "https://petstore.example/v2"
    assert [by_id[name].form_style for name in ("updatePetWithForm", "uploadFile")] == [
        FormStyle.URLENCODED,
        FormStyle.MULTIPART,
    ]
    assert by_id["getInventory"].response.type == MapOf(Scalar(Kind.INTEGER))
    assert (
        decided.definitions.classes[by_id["findPetsByStatus"].parameters[0].type.item.at]
        == "FindPetsByStatus"
    )
    assert decided.definitions.classes["/definitions/Pet/properties/status"] == "PetStatus"
    assert decided.methods.names[by_id["findPetsByStatus"].at].dotted == "pet.find_by_status"


def test_clusters():
    api, decided, _ = through(CLUSTER)
    pod = api.definitions["/definitions/io.k8s.v1.Pod"]

    assert decided.client == "Kubernetes"
    assert decided.definitions.classes[pod.at] == "IoK8sV1Pod"
    assert [decided.definitions.fields[pod.at, each.at] for each in pod.fields] == [
        "api_version",
        "metadata",
        "port",
        "continue_",
        "ref",
    ]
    assert pod.fields[2].type == Scalar(Kind.STRING)
    assert [each.body.type for each in api.operations if each.method == "PATCH"] == [
        MapOf(Scalar(Kind.ANY))
    ]


def test_clouds():
    api, decided, report = through(CLOUD)
    listing, create = api.operations

    assert [decided.methods.names[each.at].dotted for each in (listing, create)] == [
        "operations.list",
        "storage_accounts.create",
    ]
    assert api.definitions["/definitions/OperationListResult"].items == "value"
    assert [each.status for each in listing.errors] == ["default"]
    assert create.response.optional
    assert [
        decided.definitions.members["/definitions/SkuName", value]
        for value in ("Standard_LRS", "Premium_LRS")
    ] == ["STANDARD_LRS", "PREMIUM_LRS"]
    assert "/definitions/CloudError" in api.definitions
    assert report.codes == ()


def test_bare():
    api, decided, report = through(BARE)

    assert (
        decided.client,
        decided.package,
        api.base_url,
    ) == ("Client", "client", "https://localhost")
    assert [decided.methods.names[each.at].dotted for each in api.operations] == [
        "default.get",
        "default.get_users",
        "default.get_users_by_user_id_posts",
    ]
    assert set(report.codes) == {"server-missing", "operation-id-missing"}
