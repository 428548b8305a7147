import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { ORPCError } from '@orpc/server';
import { readJsonText } from '#shared/assessments/json-text.ts';
import { tryOut } from '#shared/assessments/try-out.ts';
import { contract } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import { createBackend } from './backend.ts';
import { checkFile, readAckFile } from './encounters/file-tools.ts';
import { headlessShell } from './headless-shell.ts';
import { openWithEscrow } from './vault/escrow.ts';

const USAGE = `npm run cli -- --workspace DIR --user NAME [--open FILE] [--save FILE] <procedure> ['<json>']

Calls any procedure of the contract and prints its answer as JSON; a stream prints one line per event.
The passphrase comes from HEARTH_PASSPHRASE or from standard input.
--open and --save answer the file dialogs that the procedure would show.

npm run cli -- assessments.evaluate '{"questionnaire": …, "response": …}'
Runs any FHIR Questionnaire without a workspace; - instead of the JSON reads it from standard input.

npm run cli -- --workspace DIR --user NAME --escrow-key FILE
Opens the workspace with the organization's private key and gives that person a new passphrase, which comes from
HEARTH_PASSPHRASE or from standard input. They choose another when they unlock.

npm run cli -- encounters.validate837 '{"path": …}'
npm run cli -- encounters.parseAck '{"path": …}'
Check any 837P, or read any TA1, 999, 277CA or 835, without a workspace.`;

/** The one call that needs no workspace: it reads nothing but its input. */
const EVALUATE = 'assessments.evaluate';

/** What reads one file and needs no workspace. */
const FILE_TOOLS: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  'encounters.validate837': checkFile,
  'encounters.parseAck': readAckFile,
};

/** The file that `{"path": …}` names. */
function inputFile(text: string | undefined): Uint8Array {
  const input = parseInput(text);
  const path = typeof input === 'object' && input !== null && 'path' in input ? input.path : undefined;
  if (typeof path !== 'string') throw new AppError('VALIDATION', 'The input is {"path": "…"}.');
  try {
    return readFileSync(path);
  } catch {
    throw new AppError('FILE_UNREADABLE', `${basename(path)} could not be read.`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new AppError('FILE_UNREADABLE', `${basename(path)} could not be read.`);
  }
}

function passphrase(): string {
  return process.env.HEARTH_PASSPHRASE ?? readFileSync(0, 'utf8').replace(/\r?\n$/, '');
}

type Callable = (input: unknown) => Promise<unknown>;

function find(client: object, procedure: string): Callable {
  const [capability = '', name = '', ...rest] = procedure.split('.');
  const known: Readonly<Record<string, object>> = contract;
  if (rest.length > 0 || !Object.hasOwn(known[capability] ?? {}, name)) {
    throw new AppError('NOT_FOUND', `There is no procedure named ${procedure}.`);
  }
  return (client as Record<string, Record<string, Callable>>)[capability]?.[name] as Callable;
}

function parseInput(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('VALIDATION', 'The input is not JSON. Put it in single quotes.');
  }
}

async function print(result: unknown): Promise<void> {
  const line = (value: unknown) => process.stdout.write(`${JSON.stringify(value ?? null)}\n`);
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
    for await (const event of result as AsyncIterable<unknown>) line(event);
  } else line(result);
}

function fail(error: unknown): number {
  const { code, message } = error as { code?: string; message: string };
  const data = error instanceof ORPCError ? error.data : error instanceof AppError ? error.detail : {};
  process.stderr.write(`${JSON.stringify({ code: code ?? 'INTERNAL', message, data })}\n`);
  return 1;
}

/** Runs one procedure; gives the exit code. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      user: { type: 'string' },
      'escrow-key': { type: 'string' },
      open: { type: 'string' },
      save: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [procedure, input] = positionals;
  if (procedure === EVALUATE && !values.help) {
    try {
      const text = input === '-' ? readFileSync(0, 'utf8') : input;
      await print(tryOut(text === undefined ? undefined : readJsonText(text)));
      return 0;
    } catch (error) {
      return fail(error);
    }
  }
  const fileTool = procedure === undefined || values.help ? undefined : FILE_TOOLS[procedure];
  if (fileTool) {
    try {
      await print(fileTool(inputFile(input)));
      return 0;
    } catch (error) {
      return fail(error);
    }
  }
  const escrowKey = values['escrow-key'];
  if (values.help || !(procedure || escrowKey) || !values.workspace) {
    process.stderr.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const backend = createBackend({
    folder: values.workspace,
    version: 'cli',
    shell: headlessShell(values.open, values.save),
  });
  try {
    if (escrowKey) {
      const privateKey = textOf(escrowKey);
      await openWithEscrow(backend.host, {
        userName: values.user ?? '',
        privateKey,
        newPassphrase: passphrase(),
      });
      await print({ opened: true });
      return 0;
    }
    const { users, state } = await backend.client.vault.status();
    if (values.user && state === 'locked') {
      const user = users.find(({ name }) => name === values.user);
      if (!user) throw new AppError('NOT_FOUND', `${values.user} is not a user of this workspace.`);
      await backend.client.vault.unlock({ userId: user.id, passphrase: passphrase() });
    }
    await print(await find(backend.client, procedure ?? '')(parseInput(input)));
    return 0;
  } catch (error) {
    return fail(error);
  } finally {
    await backend.close();
  }
}

process.exitCode = await main();
