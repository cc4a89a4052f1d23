"use strict";

const api = require("./lib/api.json");
const { send } = require("./lib/request");

/** Proves credentials by the cheapest request that needs them; shows a callback, or who awaits. */
module.exports = function verifyCredentials(credentials, callback) {
  const verified = verify(credentials, this);
  if (typeof callback !== "function") return verified;
  verified.then((result) => callback(null, result), callback);
  return undefined;
};

async function verify(credentials, context) {
  if (api.verify) await send(api, api.verify, {}, credentials, context);
  return { verified: true };
}
