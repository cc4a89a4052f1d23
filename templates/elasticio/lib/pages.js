"use strict";

const { send } = require("./request");

const MOST_PAGES = 10000;

/** All pages of a search from the one asked for: ends on a short page, on the total, or when a page comes twice. */
async function* pages(api, id, input, cfg, context) {
  const { limit, offset, items, total } = api.actions[id].paging;
  let start = Number(input[offset] || 0);
  let before;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await send(api, id, { ...input, [offset]: start }, cfg, context);
    const items_ = page[items] || [];
    const seen = JSON.stringify(items_);
    if (count && seen === before) return;
    yield page;
    start += items_.length;
    const asked = Number(input[limit] || page[limit] || 0);
    const all = total && Number.isFinite(page[total]) && start >= page[total];
    if (!items_.length || all || (asked && items_.length < asked)) return;
    before = seen;
  }
}

module.exports = { pages };
