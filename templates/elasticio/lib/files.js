"use strict";

/** Finds the files of an upload: attachments of the message, data: URLs, or https addresses. Other fields stay. */

async function readFiles(fields, attachments, largest) {
  return Promise.all(
    fields.map(async ([input, value]) => [input, input.file ? await fileInput(input, String(value), attachments, largest) : value]),
  );
}

async function fileInput(input, value, attachments, largest) {
  if (attachments && Object.hasOwn(attachments, value)) {
    const { url, "content-type": type } = attachments[value];
    return download(url, largest, type, value);
  }
  if (/^data:[^,]*,/.test(value)) return inline(value, input.wire);
  if (/^https:\/\//.test(value)) return download(value, largest, undefined, value.split("?")[0].split("/").pop());
  throw new Error(`${input.wire} is no attachment of the message, no data: URL and no https address`);
}

function inline(url, name) {
  const [, type, base64, text] = /^data:([^;,]*)[^,]*?(;base64)?,(.*)$/s.exec(url);
  const bytes = base64 ? Buffer.from(text, "base64") : Buffer.from(decodeURIComponent(text));
  return named(bytes, type, name);
}

async function download(url, largest, type, name) {
  const response = await fetch(url, { signal: AbortSignal.timeout(60000) });
  if (!response.ok) throw new Error(`The file cannot be read: ${response.status}`);
  if (Number(response.headers.get("content-length")) > largest) throw new Error("The file is too large");
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > largest) throw new Error("The file is too large");
  return named(bytes, type || response.headers.get("content-type"), name);
}

function named(bytes, type, name) {
  const blob = new Blob([bytes], { type: type || "application/octet-stream" });
  return Object.assign(blob, { name });
}

module.exports = { readFiles };
