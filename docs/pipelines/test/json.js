// GitHub's parser is made for bundlers, which import JSON without being told that it is JSON.
import { register } from "node:module";

register(
  "data:text/javascript," +
    encodeURIComponent(`export const load = (url, context, next) =>
      next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`),
);
