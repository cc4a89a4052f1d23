"use strict";

const api = require("../api.json");
const { pages } = require("../pages");
const { send } = require("../request");

/**
 * Every action: the platform states which one is meant, api.json what it sends.
 * Emits the response's body and nothing around it.
 */
async function processAction(msg, cfg, snapshot, headers, tokenData) {
  const id = (tokenData && tokenData.function) || process.env.ELASTICIO_FUNCTION;
  const operation = Object.hasOwn(api.actions, id) ? api.actions[id] : undefined;
  if (!operation) throw new Error(`There is no action ${id}`);
  const input = (msg && msg.body) || {};
  if (!operation.paging || !["pages", "items"].includes(cfg.emit)) {
    await this.emit("data", { body: await send(api, id, input, cfg, this, msg && msg.attachments) });
    return;
  }
  for await (const page of pages(api, id, input, cfg, this)) {
    if (cfg.emit === "pages") {
      await this.emit("data", { body: page });
      continue;
    }
    for (const item of page[operation.paging.items] || []) {
      await this.emit("data", { body: item });
    }
  }
}

module.exports.process = processAction;
