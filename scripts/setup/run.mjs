/** Starting other programs, and never leaving one behind. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { fail } from './say.mjs';

/** Helpers that end with us, and the program that the person is looking at. */
const helpers = new Set();
const foreground = new Set();
let asked = 0;

/** Ends a helper program with this one, whatever way this one ends. */
export function endWithUs(child) {
  helpers.add(child);
  child.once('exit', () => helpers.delete(child));
  return child;
}

process.once('exit', () => {
  for (const child of [...foreground, ...helpers]) child.kill('SIGTERM');
});

// The program in front is asked first and may take its time; helpers such as the display go after it.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => {
    if (asked === 0) setTimeout(() => process.exit(code), 10_000).unref();
    asked = code;
    for (const child of foreground) child.kill(signal);
    if (foreground.size === 0) process.exit(code);
  });
}

/**
 * Runs a program in front, with our own input and output; resolves with its exit code (1 where a signal
 * ended it). Where we were asked to stop meanwhile, we stop with it.
 * @param {{ quiet?: RegExp }} [options] quiet: lines of its standard error that say nothing to a person
 */
export function passThrough(file, args, { quiet, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = ['inherit', 'inherit', quiet ? 'pipe' : 'inherit'];
    const child = spawn(file, args, { stdio, ...options });
    foreground.add(child);
    if (quiet) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (!quiet.test(line)) process.stderr.write(`${line}\n`);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      foreground.delete(child);
      if (asked > 0) process.exit(asked);
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a program quietly and keeps what it prints.
 * @returns {Promise<{ code: number, output: string, error: string }>} code -1 where it could not start or timed out
 */
export function capture(file, args, { timeout, ...options } = {}) {
  return new Promise((resolve) => {
    const env = { NO_COLOR: '1', ...(options.env ?? process.env) };
    const child = endWithUs(spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, env }));
    let output = '';
    let error = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      error += data;
    });
    const timer = timeout ? setTimeout(() => child.kill('SIGKILL'), timeout) : undefined;
    child.once('error', (problem) => {
      clearTimeout(timer);
      resolve({ code: -1, output, error: problem.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, output, error });
    });
  });
}

/** Like capture, and stops with the program's last lines where it fails. */
export async function must(file, args, options = {}) {
  const done = await capture(file, args, options);
  if (done.code !== 0) {
    const said = stripVTControlCharacters(`${done.output}\n${done.error}`);
    const lines = said.trim().split('\n').slice(-25).join('\n');
    fail(`${[file, ...args].join(' ')} failed:\n${lines}`);
  }
  return done.output;
}

/** How to call npm: the one that called us, else the one on the path. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  // `npm run` puts the pinned Node first; an install that replaces the packages takes that program away.
  if (script && /npm-cli\.[cm]?js$/.test(script) && existsSync(process.execPath)) {
    return [process.execPath, [script, ...args]];
  }
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', args];
}
