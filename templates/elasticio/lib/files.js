"use strict";

/** Finds the files of an upload: attachments of the message, data: URLs, or https addresses. */

async function readFiles(fields, attachments, largest) {
  return Promise.all(
    fields.map(async ([input, value]) => {
      const attached = attachments && typeof value === "string" ? attachments[value] : undefined;
      if (attached) return [input, await download(attached.url, largest, attached["content-type"], value)];
      if (typeof value === "string" && /^data:[^,]*,/.test(value)) return [input, inline(value, input.wire)];
      if (input.file && typeof value === "string" && /^https?:\/\//.test(value)) {
        return [input, await download(value, largest, undefined, value.split("?")[0].split("/").pop())];
      }
      return [input, value];
    }),
  );
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
