"use strict";

/**
 * Sends one request of the API: builds it from the facts in api.json, repeats it where that is safe,
 * and turns refusals into errors that carry the API's own message. Never logs inputs, bodies or credentials.
 */

const { readFiles } = require("./files");

const ATTEMPTS = 4;
const FIRST_PAUSE = Number(process.env.FIRST_PAUSE_MS) || 500;
const LONGEST_PAUSE = 20000;
const TIMEOUT = 60000;
const LONGEST_MESSAGE = 500;
const LARGEST_FILE = 7 * 1024 * 1024;
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

class ApiError extends Error {
  constructor(message, statusCode, code) {
    super(message);
    this.name = "ApiError";
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** Carries out an operation; resolves to the answer's body, or to {contentType, content} for files. */
async function send(api, id, input, cfg, context, attachments) {
  const operation = api.actions[id];
  if (!operation) throw new ApiError(`There is no action ${id}`);
  const request = await build(api, operation, input || {}, cfg, attachments);
  const response = await deliver(operation, request);
  say(context, `${id}: ${response.status}`);
  if (!response.ok) throw await refusal(response);
  return operation.binary ? file(response) : body(response);
}

/** The address, the headers and the body of a request. */
async function build(api, operation, input, cfg, attachments) {
  const known = Object.entries(operation.inputs);
  const strange = Object.keys(input).filter((name) => !(name in operation.inputs));
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
  authenticate(api.auth, cfg, headers, url);
  const payload = await content(operation, at, headers, attachments);
  return { url, method: operation.method, headers, body: payload };
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
  return chosen;
}

/** The path with its parameters; a value that would lead elsewhere is refused. */
function path(operation, values) {
  return values.reduce((text, [each, value]) => {
    const part = texts({ ...each, join: each.join || "," }, value).join("");
    if (part === "." || part === "..") throw new ApiError(`${each.wire} cannot be ${part}`);
    return text.replace(`{${each.wire}}`, () => encodeURIComponent(part));
  }, operation.path);
}

/** A value as the texts that go on the wire: one for each key and value pair. */
function texts(input, value) {
  const list = (Array.isArray(value) ? value : [value]).map((each) =>
    typeof each === "object" ? JSON.stringify(each) : String(each),
  );
  return input.join ? [list.join(input.join)] : list;
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

/** The body: JSON, a form, or parts with files. */
async function content(operation, at, headers, attachments) {
  const [json] = at("body");
  if (json) {
    headers["content-type"] = "application/json";
    return JSON.stringify(json[1]);
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

/** Sends, and repeats what is safe to repeat: anything that was never sent, and reads, sets and deletions. */
async function deliver(operation, { url, ...request }) {
  for (let attempt = 1; ; attempt += 1) {
    let response;
    try {
      response = await fetch(url, { ...request, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) });
    } catch (fault) {
      const code = (fault.cause && fault.cause.code) || fault.name;
      const again = operation.repeated || NEVER_SENT.has(code);
      if (again && attempt < ATTEMPTS) {
        await pause(attempt);
        continue;
      }
      if (again) throw new ApiError(`The server cannot be reached (${code})`, undefined, code);
      throw new ApiError(`No answer (${code}). It is unknown whether the request was carried out.`, undefined, code);
    }
    const wait = Number(response.headers.get("retry-after"));
    const asked = [429, 503].includes(response.status) && (operation.repeated || wait > 0);
    const again = asked || (operation.repeated && response.status >= 500);
    if (!again || attempt >= ATTEMPTS) return response;
    await response.body?.cancel();
    await pause(attempt, wait * 1000);
  }
}

function pause(attempt, asked) {
  const usual = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  return new Promise((done) => setTimeout(done, Math.min(asked || usual, LONGEST_PAUSE)));
}

/** An error with what the API says of it. */
async function refusal(response) {
  const text = await response.text().catch(() => "");
  let said;
  try {
    said = JSON.parse(text);
  } catch {
    return new ApiError(`The server answers ${response.status}`, response.status);
  }
  const message = [said?.message, said?.error?.message, said?.error, said?.detail, said?.title].find(
    (each) => typeof each === "string" && each,
  );
  const words = message ? `: ${message.slice(0, LONGEST_MESSAGE)}` : "";
  return new ApiError(`The server answers ${response.status}${words}`, response.status, said?.code);
}

async function body(response) {
  const text = await response.text();
  if (!text.trim()) return {};
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError(`The server answers ${response.status} with something that is not JSON`, response.status);
  }
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : { result: value };
}

async function file(response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > LARGEST_FILE) throw new ApiError("The file is too large for a message");
  return { contentType: response.headers.get("content-type"), content: bytes.toString("base64") };
}

function say(context, text) {
  if (context && context.logger && context.logger.info) context.logger.info(text);
}

module.exports = { send, ApiError };
