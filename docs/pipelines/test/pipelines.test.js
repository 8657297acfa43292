// The pipelines are what GitHub and GitLab accept: by GitHub's own parser, and by GitLab's published schema.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";

const read = (name) => readFileSync(join(import.meta.dirname, "..", name), "utf8");
const directory = mkdtempSync(join(tmpdir(), "pipelines-"));
after(() => rmSync(directory, { recursive: true }));

async function gitHubSays(content) {
  const parsed = parseWorkflow({ name: "workflow.yml", content }, new NoOperationTraceWriter());
  const errors = parsed.context.errors.getErrors().map((error) => error.message);
  if (errors.length > 0) {
    return errors;
  }
  const workflow = await convertWorkflowTemplate(parsed.context, parsed.value);
  return (workflow.errors ?? []).map((error) => error.Message);
}

/** Lists the jobs that a push to main gets. */
function gitLabSays(content) {
  const git = (...args) => execFileSync("git", args, { cwd: directory, stdio: "ignore" });
  const program = join(import.meta.dirname, "..", "node_modules", ".bin", "gitlab-ci-local");
  rmSync(join(directory, ".git"), { recursive: true, force: true });
  writeFileSync(join(directory, ".gitlab-ci.yml"), content);
  git("init", "--initial-branch=main");
  git("add", ".");
  git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--message=before");
  git("remote", "add", "origin", "git@gitlab.com:example/flows.git");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  return spawnSync(process.execPath, [program, "--list-json"], { cwd: directory, encoding: "utf8" });
}

test("GitHub accepts its pipeline", async () => {
  assert.deepEqual(await gitHubSays(read("github-actions.yml")), []);
});

test("GitHub would refuse a job that does not exist, or a key that it does not know", async () => {
  assert.notDeepEqual(await gitHubSays(read("github-actions.yml").replaceAll("needs: publish", "needs: publisher")), []);
  assert.notDeepEqual(await gitHubSays(read("github-actions.yml").replaceAll("runs-on", "run-on")), []);
});

test("GitLab accepts its pipeline", () => {
  const said = gitLabSays(read("gitlab-ci.yml"));
  assert.equal(said.status, 0, said.stderr);
  assert.deepEqual(
    JSON.parse(said.stdout).map((job) => job.name),
    ["publish", "verdict"],
  );
});

test("GitLab would refuse a job with a mistyped script", () => {
  const said = gitLabSays(read("gitlab-ci.yml").replace("  script:", "  scripts:"));
  assert.notEqual(said.status, 0);
  assert.match(said.stdout + said.stderr, /script/);
});
