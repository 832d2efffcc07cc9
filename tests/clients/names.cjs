// Names under localhost are this machine (RFC 6761), which not every resolver knows.
const dns = require("node:dns");
const lookup = dns.lookup;
dns.lookup = (name, options, callback) =>
  lookup(name.endsWith(".localhost") ? "localhost" : name, options, callback);
