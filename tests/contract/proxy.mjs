// Puts a public validating proxy (Prism) between the real client and the sandbox, and fails on anything either of them
// says that is not in services/api/platform.yaml:
//
//   client --mutual TLS--> front --HTTP--> Prism --HTTP--> back --mutual TLS--> sandbox
//
// Prism speaks neither TLS nor client certificates: `front` ends the client's TLS, `back` begins the sandbox's. The
// requests' signatures hold all the way, because they cover what no hop may change.
//
//   node proxy.mjs NPM_DIR API_YAML MAKE_PKI SANDBOX CLIENT [client|server]
//
// With the last word a hop makes that side break the contract, and what is tested is this program: it succeeds when
// the violation was found.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

const [npmDir, apiFile, makePki, sandboxProgram, clientProgram, violator] = process.argv.slice(2);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'doorstep-contract-'));
const pki = path.join(work, 'pki');
const pem = (name) => fs.readFileSync(path.join(pki, name));
const children = [];
const faults = []; // what Prism found
const seen = new Map(); // "POST /payments" -> statuses

function tool(name, ...args) {
  return [process.execPath, [fs.realpathSync(path.join(npmDir, 'node_modules/.bin', name)), ...args]];
}

function start(program, args, env = {}) {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  children.push(child);
  return child;
}

// Resolves with the first line that `matches`; rejects when the program ends before.
function lineOf(child, matches) {
  return new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      if (matches(line)) resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code} before it was ready`)));
  });
}

function exitOf(child) {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}

function listening(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

// Passes a request on and gives the answer's bytes; `null` when the other side closes without one.
function forward(send, options, body) {
  return new Promise((resolve) => {
    const request = send(options, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on('error', () => resolve(null));
    });
    request.on('error', () => resolve(null));
    request.end(body);
  });
}

function hop(handle) {
  return (request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', async () => {
      const answer = await handle(request, Buffer.concat(parts));
      if (!answer) return response.destroy();
      const headers = { ...answer.headers };
      for (const name of ['connection', 'keep-alive', 'transfer-encoding']) delete headers[name];
      headers['content-length'] = answer.body.length;
      response.writeHead(answer.status, headers);
      response.end(answer.body);
    });
  };
}

function note(template, method, answer) {
  const key = `${method} ${template}`;
  if (!seen.has(key)) seen.set(key, new Set());
  if (answer) seen.get(key).add(answer.status);
}

// A field that is not in the contract, in every object that `violator` sends.
function violated(body) {
  try {
    return Buffer.from(JSON.stringify({ ...JSON.parse(body), notInTheContract: true }));
  } catch {
    return body; // a GET has none
  }
}

// Prism marks what it objects to: in a header, or in a problem document of its own instead of the answer.
function check(request, answer) {
  if (!answer) return;
  const where = `${request.method} ${request.url} -> ${answer.status}`;
  if (answer.headers['sl-violations']) faults.push(`${where}: ${answer.headers['sl-violations']}`);
  if (String(answer.headers['content-type']).includes('problem+json'))
    faults.push(`${where}: ${answer.body.toString().slice(0, 2000)}`);
}

async function main() {
  execFileSync(makePki, [pki]);
  const [redocly, bundle] = tool('redocly', 'bundle', apiFile, '-o', path.join(work, 'api.json'));
  execFileSync(redocly, bundle, { stdio: 'pipe', env: { ...process.env, REDOCLY_TELEMETRY: 'off' } });
  const api = JSON.parse(fs.readFileSync(path.join(work, 'api.json')));
  // Prism knows no mutual TLS and refuses a contract that asks for it: here both ends of it are the hops' business.
  delete api.components.securitySchemes.station;
  api.security = [{ signature: [] }];
  fs.writeFileSync(path.join(work, 'api.json'), JSON.stringify(api));
  const templates = Object.entries(api.paths).map(([template, item]) => ({
    template,
    pattern: new RegExp(`^${template.replace(/\{[^}]*\}/g, '[^/]+')}$`),
    methods: Object.keys(item).filter((key) => ['get', 'post', 'put', 'delete', 'patch'].includes(key)),
  }));

  const sandbox = start(sandboxProgram, ['--pki', pki]);
  const ready = JSON.parse(await lineOf(sandbox, (line) => line.startsWith('{"ready"')));

  const back = http.createServer(hop(async (request, body) => {
    const headers = { ...request.headers, 'content-length': body.length };
    delete headers['transfer-encoding'];
    const answer = await forward(https.request, {
      host: '127.0.0.1', port: ready.port, method: request.method, path: request.url, headers,
      ca: pem('ca.pem'), cert: pem('station.pem'), key: pem('station-key.pem'), agent: false,
    }, body);
    if (answer && violator === 'server') answer.body = violated(answer.body);
    return answer;
  }));
  const backPort = await listening(back);

  const spare = http.createServer();
  const prismPort = await listening(spare); // a free port, given back at once for Prism to take
  await new Promise((resolve) => spare.close(resolve));
  const [prism, prismArgs] = tool('prism', 'proxy', path.join(work, 'api.json'), `http://127.0.0.1:${backPort}/v1`, '--errors',
    '--host', '127.0.0.1', '--port', String(prismPort));
  await lineOf(start(prism, prismArgs), (line) => line.includes('Prism is listening'));

  const front = https.createServer(
    { cert: pem('server.pem'), key: pem('server-key.pem'), ca: pem('ca.pem'), requestCert: true },
    hop(async (request, sent) => {
      const body = violator === 'client' ? violated(sent) : sent;
      const target = request.url.replace(/^\/v1/, ''); // the contract's paths begin behind its server's
      const answer = await forward(http.request, {
        host: '127.0.0.1', port: prismPort, method: request.method, path: target,
        headers: { ...request.headers, 'content-length': body.length }, agent: false,
      }, body);
      const found = templates.find(({ pattern }) => pattern.test(target.split('?')[0]));
      if (found) note(found.template, request.method, answer);
      check(request, answer);
      return answer;
    }));
  const frontPort = await listening(front);

  const client = start(clientProgram, [], {
    DOORSTEP_CONTRACT_URL: `https://127.0.0.1:${frontPort}/v1`,
    DOORSTEP_CONTRACT_ADMIN_PORT: String(ready.adminPort),
    DOORSTEP_CONTRACT_PKI: pki,
  });
  client.stdout.pipe(process.stdout);
  const result = await exitOf(client);

  if (violator) {
    // Prism refuses a bad request itself, with a document of its own, and marks a bad answer by where it is bad.
    const sign = violator === 'client' ? '"title":"Invalid request"' : '"location":["response"';
    const mine = faults.filter((fault) => fault.includes(sign));
    console.log(`${faults.length} violations found, ${mine.length} of them the ${violator}'s`);
    for (const fault of faults.slice(0, 2)) console.log(fault.slice(0, 600));
    return mine.length > 0;
  }

  const missed = templates.flatMap(({ template, methods }) => methods
    .map((method) => `${method.toUpperCase()} ${template}`)
    .filter((key) => ![...(seen.get(key) ?? [])].some((status) => status < 300)));
  for (const [key, statuses] of [...seen].sort()) console.log(`${key}: ${[...statuses].sort().join(' ')}`);
  for (const fault of faults) console.log(`NOT IN THE CONTRACT: ${fault}`);
  // What no kiosk asks for is not the client's to cover; it is listed so that the list does not grow unseen.
  const allowed = new Set(['GET /applications/{applicationNumber}']);
  for (const key of missed.filter((one) => !allowed.has(one))) console.log(`NEVER SEEN TO WORK: ${key}`);
  if (result !== 0) console.log(`the client ended with ${result}`);
  return result === 0 && faults.length === 0 && missed.every((key) => allowed.has(key));
}

let good = false;
try {
  good = await main();
} catch (error) {
  console.log(error.stack);
} finally {
  for (const child of children) child.kill('SIGTERM');
  fs.rmSync(work, { recursive: true, force: true });
}
process.exit(good ? 0 : 1);
