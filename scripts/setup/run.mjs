/** Starting other programs, and never leaving one behind. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fail } from './say.mjs';

const running = new Set();

/** Ends a program with this one, whatever way this one ends. */
export function endWithUs(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function endAll() {
  for (const child of running) child.kill('SIGTERM');
}

process.once('exit', endAll);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.once(signal, () => {
    endAll();
    process.exit(code);
  });
}

/** Runs a program with our own input and output; resolves with its exit code (1 where a signal ended it). */
export function passThrough(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = endWithUs(spawn(file, args, { stdio: 'inherit', ...options }));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program quietly and keeps what it prints.
 * @returns {Promise<{ code: number, output: string, error: string }>} code -1 where it could not start or timed out
 */
export function capture(file, args, { timeout, ...options } = {}) {
  return new Promise((resolve) => {
    const child = endWithUs(spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options }));
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
    const lines = `${done.output}\n${done.error}`.trim().split('\n').slice(-15).join('\n');
    fail(`${[file, ...args].join(' ')} failed:\n${lines}`);
  }
  return done.output;
}

/** How to call npm: the one that called us, else the one on the path. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, [script, ...args]];
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', args];
}
