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
    const found = page[items] || [];
    const seen = JSON.stringify(found);
    if (count && seen === before) return;
    yield page;
    start += found.length;
    const asked = Number(input[limit] || page[limit] || 0);
    const all = total && Number.isFinite(page[total]) && start >= page[total];
    if (!found.length || all || (asked && found.length < asked)) return;
    before = seen;
  }
}

module.exports = { pages };
