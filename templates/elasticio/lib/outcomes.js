"use strict";

/** What is known about a request when it has ended, and whether it is sent again: looked up in outcomes.json. */

const rules = require("./outcomes.json");

const NEVER_LEFT = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const NOT_TRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** The verdict for an operation, by the status of the response or by how far the request came without one. */
function decide(operation, end, source = "socket", retryAfter = false) {
  const rule = rules.find(
    (each) =>
      each.sources.includes(source) &&
      (typeof end === "string"
        ? each.stages.includes(end)
        : each.statuses.some(([first, last]) => first <= end && end <= last)) &&
      (each.retryAfter === null || each.retryAfter === retryAfter) &&
      !each.whole,
  );
  return operation.repeated ? rule.repeatable : rule.once;
}

/** How far a request came that ended with an error. */
function stageOf(code) {
  if (NEVER_LEFT.has(code)) return "connect";
  return NOT_TRUSTED.test(code) ? "refused_here" : "under_way";
}

/** Who wrote a response, by its media type and its body: the API, no one knows, or something in between. */
function sourceOf(operation, type, content) {
  const text = content.toString("utf8").trim();
  if (!text) return "empty";
  if (text.startsWith("<")) return "between";
  const media = (type || "").split(";")[0].trim().toLowerCase();
  if (operation.accept.includes(media) || media.endsWith("/json")) return "api";
  return !media.endsWith("+json") && isJson(text) ? "api" : "between";
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

module.exports = { decide, stageOf, sourceOf };
