// Asks a running hub with two Akismet clients as published, and prints what they understood.
import { AkismetClient } from "akismet-api";
import { Author, Blog, Client, Comment } from "@cedx/akismet";

const [port, key, wrong, spam, good] = process.argv.slice(2);
const url = "https://blog.example/";
const told = {};

const byHost = (name) => new AkismetClient({ key: name, blog: url, host: `localhost:${port}`, protocol: "http" });
const one = byHost(key);
const comment = (content, more = {}) => ({ ip: "192.0.2.7", useragent: "Mozilla/5.0", content, ...more });
told["akismet-api"] = {
  valid: await one.verifyKey(),
  wrong: await byHost(wrong).verifyKey(),
  spam: await one.checkSpam(comment(spam)),
  good: await one.checkSpam(comment(good)),
  guaranteed: await one.checkSpam(comment("hello", { name: "viagra-test-123" })),
  trapped: await one.checkSpam(comment(good, { honeypot: "filled" })),
  submitted: await one.submitSpam(comment(spam)).then((r) => r.text),
  unknown: await byHost(wrong).checkSpam(comment(good)).catch((e) => e.message),
  incomplete: await one.checkSpam({ content: good }).catch((e) => e.message),
};

const byKey = (name) => new Client(name, new Blog({ url }), { baseUrl: `http://localhost:${port}/akismet/` });
const two = byKey(key);
const author = (more = {}) => new Author({ ipAddress: "192.0.2.7", name: "Ann", ...more });
const said = (content, more) => new Comment({ author: author(more), content });
told["@cedx/akismet"] = {
  valid: await two.verifyKey(),
  wrong: await byKey(wrong).verifyKey(),
  spam: await two.checkComment(said(spam)),
  good: await two.checkComment(said(good)),
  guaranteed: await two.checkComment(said("hello", { name: "viagra-test-123" })),
  submitted: await two.submitHam(said(good)).then(() => true),
  unknown: await byKey(wrong).checkComment(said(good)).catch((e) => e.message),
};
console.log(JSON.stringify(told));
