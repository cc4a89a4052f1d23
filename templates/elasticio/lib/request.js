"use strict";

/**
 * Sends one request of the API: builds it from the facts in api.json, retries it where outcomes.json allows that,
 * and turns refusals into errors that carry the API's own message. Never logs inputs, bodies or credentials.
 */

const { readFiles } = require("./files");
const { decide, sourceOf, stageOf } = require("./outcomes");

const ATTEMPTS = 4;
const FIRST_PAUSE = Number(process.env.FIRST_PAUSE_MS) || 500;
const LONGEST_PAUSE = 20000;
const TIMEOUT = 60000;
const LONGEST_MESSAGE = 500;
const LARGEST_FILE = 7 * 1024 * 1024;
const UNKNOWN = "It is unknown whether the request was carried out.";

class ApiError extends Error {
  constructor(message, statusCode, code) {
    super(message);
    this.name = "ApiError";
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** Carries out an operation; resolves to the response's body, or to {contentType, content} for files. */
async function send(api, id, input, cfg, context, attachments) {
  const operation = Object.hasOwn(api.actions, id) ? api.actions[id] : undefined;
  if (!operation) throw new ApiError(`There is no action ${id}`);
  const request = await build(api, operation, input || {}, cfg, attachments);
  const response = await deliver(operation, request);
  log(context, `${id}: ${response.status}`);
  if (!response.ok) throw refusal(operation, response);
  return operation.binary ? file(response) : body(operation, response);
}

/** The address, the headers and the body of a request. */
async function build(api, operation, input, cfg, attachments) {
  const known = Object.entries(operation.inputs);
  const strange = Object.keys(input).filter((name) => !Object.hasOwn(operation.inputs, name));
  if (strange.length) throw new ApiError(`Unknown input: ${strange.join(", ")}`);
  const missing = known.filter(([name, { required }]) => required && !given(input[name]));
  if (missing.length) throw new ApiError(`Missing input: ${missing.map(([name]) => name).join(", ")}`);
  const at = (place) =>
    known.filter(([name, each]) => each.place === place && given(input[name])).map(([name, each]) => [each, input[name]]);

  const url = new URL(server(api, cfg) + path(operation, at("path")));
  for (const [each, value] of at("query")) {
    for (const text of texts(each, value)) url.searchParams.append(each.wire, text);
  }
  const headers = { accept: operation.accept.join(", ") || "*/*" };
  for (const [each, value] of at("header")) headers[each.wire.toLowerCase()] = texts(each, value).join(", ");
  if (operation.secured) authenticate(api.auth, cfg, headers, url);
  const payload = await content(operation, at, headers, attachments);
  return sendable({ url, method: operation.method, headers, body: payload });
}

/** The request, if it is one that can be sent at all: a header may hold signs that no header can. */
function sendable(request) {
  try {
    new Request(request.url, request);
  } catch (error) {
    throw new ApiError(`The request cannot be sent: ${error.message}`);
  }
  return request;
}

function given(value) {
  return value !== undefined && value !== null && value !== "";
}

/** The server chosen in the credentials, or the usual one. */
function server(api, cfg) {
  const chosen = String(cfg.server || api.server || "").trim().replace(/\/+$/, "");
  let url;
  try {
    url = new URL(chosen);
  } catch {
    throw new ApiError("The server URL is not a URL");
  }
  if (!["https:", "http:"].includes(url.protocol)) throw new ApiError("The server URL must start with https://");
  if (url.username || url.password) throw new ApiError("The server URL cannot hold a login");
  if (/[?#]/.test(chosen)) throw new ApiError("The server URL cannot hold ? or #");
  return chosen;
}

/** The path with its parameters; a value that would lead elsewhere is refused. */
function path(operation, values) {
  return values.reduce((text, [each, value]) => {
    const part = texts({ ...each, join: each.join || "," }, value).join("");
    if (["", ".", ".."].includes(part)) throw new ApiError(`${each.wire} cannot be ${part || "empty"}`);
    return text.replace(`{${each.wire}}`, () => encodeURIComponent(part));
  }, operation.path);
}

/** A value as the texts that go on the wire: one for each key and value pair. */
function texts(input, value) {
  const list = (Array.isArray(value) ? value : [value]).map((each) =>
    typeof each === "object" ? JSON.stringify(each) : String(input.time ? milliseconds(each) : each),
  );
  return input.join ? [list.join(input.join)] : list;
}

/** A time as the API wants it; a text such as 2026-03-01T12:00:00Z must name its zone. */
function milliseconds(value) {
  if (typeof value !== "string" || /^\d+$/.test(value)) return value;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(value);
  if (!zoned || Number.isNaN(Date.parse(value))) throw new ApiError("A time must be such as 2026-03-01T12:00:00Z");
  return Date.parse(value);
}

function authenticate(auth, cfg, headers, url) {
  if (auth.kind === "basic") {
    const pair = Buffer.from(`${cfg.username || ""}:${cfg.password || ""}`, "utf8").toString("base64");
    headers.authorization = `Basic ${pair}`;
  } else if (auth.kind === "oauth2") {
    headers.authorization = `Bearer ${cfg.token || ""}`;
  } else if (auth.kind === "apiKey" && auth.location === "query") {
    url.searchParams.set(auth.name, cfg.apiKey || "");
  } else if (auth.kind === "apiKey") {
    headers[String(auth.name).toLowerCase()] = cfg.apiKey || "";
  }
}

/** The body: JSON or another text, a form, or parts with files. */
async function content(operation, at, headers, attachments) {
  const [json] = at("body");
  if (json) {
    const [{ media }, value] = json;
    headers["content-type"] = media;
    return typeof value === "string" && !isJson(media) ? value : JSON.stringify(value);
  }
  const fields = at("form");
  if (operation.form === "multipart/form-data") {
    const form = new FormData();
    for (const [each, value] of await readFiles(fields, attachments, LARGEST_FILE)) {
      if (value instanceof Blob) form.append(each.wire, value, value.name || each.wire);
      else for (const text of texts(each, value)) form.append(each.wire, text);
    }
    return form;
  }
  if (!operation.form) return undefined;
  const form = new URLSearchParams();
  for (const [each, value] of fields) for (const text of texts(each, value)) form.append(each.wire, text);
  return form;
}

/**
 * Sends, and retries what the decision table lets it retry. Resolves to the whole response, so that one that breaks off
 * counts as none.
 */
async function deliver(operation, request) {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt >= ATTEMPTS;
    let response;
    try {
      response = await exchange(operation, request);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      const code = (error.cause && error.cause.code) || error.name;
      const verdict = decide(operation, stageOf(code));
      if (verdict.retry && !last) {
        await pause(attempt);
        continue;
      }
      if (verdict.error !== "OutcomeUnknownError") {
        throw new ApiError(`The server cannot be reached (${code})`, undefined, code);
      }
      throw new ApiError(`No response (${code}). ${UNKNOWN}`, undefined, code);
    }
    if (attempt > 1 && operation.method === "DELETE" && response.status === 404) {
      return { ...response, ok: true, content: Buffer.alloc(0) };
    }
    const isBearable = !(response.wait > LONGEST_PAUSE);
    if (last || !isBearable || !outcome(operation, response).retry) return response;
    await pause(attempt, response.wait);
  }
}

/** What is known about a request that has an response. */
function outcome(operation, { status, type, wait, content }) {
  return decide(operation, status, sourceOf(operation, type, content), wait !== undefined);
}

/** One attempt; the response has its status, its type, its content and for how long the server asks to wait. */
async function exchange(operation, { url, ...request }) {
  const response = await fetch(url, { ...request, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) });
  if (operation.binary && response.ok && Number(response.headers.get("content-length")) > LARGEST_FILE) {
    await response.body?.cancel();
    throw new ApiError("The file is too large for a message");
  }
  return {
    status: response.status,
    ok: response.ok,
    type: response.headers.get("content-type"),
    wait: waiting(response.headers.get("retry-after")),
    content: Buffer.from(await response.arrayBuffer()),
  };
}

/** Milliseconds to wait, of a header that holds seconds or a date; undefined if the server does not state. */
function waiting(text) {
  if (!text) return undefined;
  const wait = /^[\d.]+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

function pause(attempt, asked) {
  const usual = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  return new Promise((done) => setTimeout(done, asked ?? usual));
}

/** An error with what the API states of it, and whether the request may have been carried out all the same. */
function refusal(operation, response) {
  const { status, content } = response;
  const unknown = outcome(operation, response).error === "OutcomeUnknownError";
  const after = unknown ? `. ${UNKNOWN}` : "";
  let parsed;
  try {
    parsed = JSON.parse(content.toString("utf8"));
  } catch {
    return new ApiError(`The server responds with ${status}${after}`, status);
  }
  const message = [parsed?.message, parsed?.error?.message, parsed?.error, parsed?.detail, parsed?.title].find(
    (each) => typeof each === "string" && each,
  );
  const words = message ? `: ${message.slice(0, LONGEST_MESSAGE)}` : "";
  return new ApiError(`The server responds with ${status}${words}${after}`, status, parsed?.internalCode ?? parsed?.code);
}

function body(operation, { status, type, content }) {
  const text = content.toString("utf8");
  if (!text.trim()) return {};
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    if (type && !isJson(type) && operation.accept.some((each) => type.startsWith(each))) return { result: text };
    const after = operation.repeated ? "" : `. ${UNKNOWN}`;
    throw new ApiError(`The server responds with ${status} with something that is not JSON${after}`, status);
  }
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : { result: value };
}

function isJson(media) {
  return /[/+]json\b/.test(media);
}

function file({ type, content }) {
  if (content.length > LARGEST_FILE) throw new ApiError("The file is too large for a message");
  return { contentType: type, content: content.toString("base64") };
}

function log(context, text) {
  if (context && context.logger && context.logger.info) context.logger.info(text);
}

module.exports = { send, ApiError };
