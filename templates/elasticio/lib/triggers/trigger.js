"use strict";

const { createHash } = require("node:crypto");

const api = require("../api.json");
const { pages } = require("../pages");

const REMEMBERED = 20000;

/**
 * Every trigger: polls a search and emits the items that were not there the last time.
 * What was seen is kept in the snapshot, newest last.
 */
async function processTrigger(msg, cfg, snapshot, headers, tokenData) {
  const key = (tokenData && tokenData.function) || process.env.ELASTICIO_FUNCTION;
  if (!Object.hasOwn(api.triggers, key)) throw new Error(`There is no trigger ${key}`);
  const id = api.triggers[key];
  const operation = api.actions[id];
  const input = Object.fromEntries(Object.entries(cfg).filter(([name, value]) => isInput(operation, name) && value !== ""));
  const seen = new Set((snapshot && snapshot.seen) || []);
  for await (const page of pages(api, id, input, cfg, this)) {
    for (const item of page[operation.paging.items] || []) {
      const mark = markOf(item);
      if (!seen.has(mark)) {
        seen.add(mark);
        await this.emit("data", { body: item });
      }
    }
  }
  await this.emit("snapshot", { seen: [...seen].slice(-REMEMBERED) });
}

/** Whether a field narrows the search; the credentials come among the fields, and go nowhere else. */
function isInput(operation, name) {
  return Object.hasOwn(operation.inputs, name) && !api.credentials.includes(name);
}

/** What an item is recognised by: its id, or its content. */
function markOf(item) {
  if (item && (typeof item.id === "number" || typeof item.id === "string")) return String(item.id);
  return createHash("sha256").update(JSON.stringify(item)).digest("hex");
}

module.exports.process = processTrigger;
