import { join } from 'node:path';
import { app } from 'electron';
import { currentPolicy } from './policy.ts';

/** The workspace folder: by policy, given on the command line, else in the local (never the roaming) application data. */
export function workspaceFolder(): string {
  const { dataFolder } = currentPolicy().policy;
  if (dataFolder) return dataFolder;
  const given = app.commandLine.getSwitchValue('workspace');
  if (given) return given;
  const local = process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined;
  return join(local ? join(local, app.name) : app.getPath('userData'), 'workspace');
}
