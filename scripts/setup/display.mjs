/** A display to draw on where the machine has none: Xvfb, which keeps the picture in memory. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { endWithUs } from './run.mjs';
import { fail, say } from './say.mjs';

/** True where a window has nowhere to go. */
export function lacksDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * Starts Xvfb on a free display (it picks the number itself) and points DISPLAY at it until this script ends.
 * @param {string} why said to the person
 */
export async function startDisplay(why) {
  // -ac: the app may run as another user than this script.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-ac', '-nolisten', 'tcp'];
  // Detached: Ctrl-C goes to every program of a terminal, and the display has to outlive the window.
  const options = { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true };
  const server = endWithUs(spawn('Xvfb', args, options));
  let said = '';
  server.stderr.on('data', (data) => {
    said += data;
  });
  const number = await new Promise((resolve) => {
    let digits = '';
    server.stdio[3].on('data', (data) => {
      digits += data;
      if (digits.includes('\n')) resolve(digits.trim());
    });
    server.once('error', () => resolve(''));
    server.once('exit', () => resolve(''));
  });
  if (number === '') {
    fail(`There is no display, and Xvfb did not start. Install xvfb, or set DISPLAY.\n${said.trim()}`);
  }
  server.unref();
  for (const stream of [server.stderr, server.stdio[3]]) stream.unref?.();
  process.env.DISPLAY = `:${number}`;
  delete process.env.WAYLAND_DISPLAY;
  say(`${why}: using Xvfb on display :${number}.`);
}
