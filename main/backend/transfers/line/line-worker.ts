import { parentPort } from 'node:worker_threads';
import type { FileEntryWithStats } from 'ssh2';
import { SftpFailure } from '../sftp-failure.ts';
import { connect, type SftpConnection } from './connect.ts';
import type {
  FolderEntry,
  FromThread,
  RequestError,
  SftpAnswers,
  SftpRequest,
  ToThread,
} from './messages.ts';

// The thread in which every line to a plan's server runs: the protocol, its encryption and what they leave to be
// cleared up. Here that costs little; beside the database and the forms, it would stop everything else again and again.
// SECURITY: what a server sends is taken apart where no database is open.

const port = parentPort;
if (!port) throw new Error('Runs as a thread only');
const lines = new Map<number, SftpConnection>();
const opening = new Map<number, AbortController>();

port.on('message', (message: ToThread) => {
  if (message.to === 'connect') void open(message.line, message.target);
  else if (message.to === 'ask') ask(message.line, message.number, message.request);
  else if (message.to === 'cancel') opening.get(message.line)?.abort();
  else if (message.to === 'end') lines.get(message.line)?.client.end();
  else lines.get(message.line)?.client.destroy();
});

function say(message: FromThread, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

async function open(line: number, target: Parameters<typeof connect>[0]): Promise<void> {
  const stop = new AbortController();
  opening.set(line, stop);
  try {
    const connection = await connect(target, (step) => say({ say: 'entered', line, step }), stop.signal);
    const { client, sftp, fingerprint } = connection;
    lines.set(line, connection);
    const closed = () => {
      if (lines.delete(line)) say({ say: 'closed', line });
    };
    for (const one of [client, sftp]) one.once('close', closed);
    // An error without a listener would end the thread and every other line with it.
    for (const one of [client, sftp]) one.on('error', closed);
    say({ say: 'open', line, fingerprint, mostPerWrite: mostPerWrite(sftp) });
  } catch (error) {
    const failure = error instanceof SftpFailure ? error : null;
    say({
      say: 'failed',
      line,
      kind: failure?.kind ?? null,
      fingerprint: failure?.fingerprint ?? null,
      message: failure ? '' : (errorOf(error)?.message ?? ''),
    });
  } finally {
    opening.delete(line);
  }
}

/** What ssh2 learned about the server: OpenSSH takes 255 KB at once, others the 32 KB of the standard. */
function mostPerWrite(sftp: unknown): number | undefined {
  const { _maxWriteLen: most } = sftp as { _maxWriteLen?: unknown };
  return typeof most === 'number' ? most : undefined;
}

type Answer = SftpAnswers[keyof SftpAnswers];

function ask(line: number, number: number, request: SftpRequest): void {
  const answer = (error: unknown, result?: Answer, transfer?: ArrayBuffer[]) =>
    say(
      { say: 'answer', line, number, error: errorOf(error), ...(result !== undefined && { result }) },
      transfer,
    );
  const connection = lines.get(line);
  if (!connection) {
    answer(new Error('The line is gone'));
    return;
  }
  try {
    make(connection.sftp, request, answer, (bytes) => say({ say: 'confirmed', line, number, bytes }));
  } catch (error) {
    answer(error);
  }
}

type Done = (error: unknown, result?: Answer, transfer?: ArrayBuffer[]) => void;
type Makers = {
  readonly [Do in SftpRequest['do']]: (
    sftp: SftpConnection['sftp'],
    request: Extract<SftpRequest, { readonly do: Do }>,
    answer: Done,
    confirmed: (bytes: number) => void,
  ) => void;
};

/** How each request is made; ssh2 takes nothing but its own kind of buffers. */
const MAKERS: Makers = {
  open: (sftp, { path, flags }, answer) => sftp.open(path, flags, answer),
  close: (sftp, { handle }, answer) => sftp.close(bufferOf(handle), (error) => answer(error)),
  read: (sftp, { handle, length, position }, answer) => {
    const into = Buffer.allocUnsafeSlow(length);
    sftp.read(bufferOf(handle), into, 0, length, position, (error, got) =>
      error ? answer(error) : answer(null, into.subarray(0, got), [into.buffer]),
    );
  },
  write: (sftp, { handle, data, position, part }, answer, confirmed) => {
    const [into, bytes] = [bufferOf(handle), bufferOf(data)];
    let open = Math.max(1, Math.ceil(bytes.length / part));
    let failed = false;
    for (let at = 0; at === 0 || at < bytes.length; at += part) {
      const length = Math.min(part, bytes.length - at);
      sftp.write(into, bytes, at, length, position + at, (error) => {
        if (failed) return;
        open -= 1;
        failed = Boolean(error);
        if (error || open === 0) answer(error);
        else confirmed(length);
      });
    }
  },
  stat: (sftp, { path }, answer) =>
    sftp.stat(path, (error, stats) => answer(error, stats && { size: stats.size })),
  rename: (sftp, { from, to }, answer) => sftp.rename(from, to, (error) => answer(error)),
  unlink: (sftp, { path }, answer) => sftp.unlink(path, (error) => answer(error)),
  chmod: (sftp, { path, mode }, answer) => sftp.chmod(path, mode, (error) => answer(error)),
  opendir: (sftp, { path }, answer) => sftp.opendir(path, answer),
  readdir: (sftp, { handle }, answer) =>
    sftp.readdir(bufferOf(handle), (error, list) =>
      answer(error, Array.isArray(list) ? list.map(entryOf) : false),
    ),
};

function make(
  sftp: SftpConnection['sftp'],
  request: SftpRequest,
  answer: Done,
  confirmed: (bytes: number) => void,
): void {
  const maker = MAKERS[request.do] as (
    sftp: SftpConnection['sftp'],
    request: SftpRequest,
    answer: Done,
    confirmed: (bytes: number) => void,
  ) => void;
  maker(sftp, request, answer, confirmed);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function entryOf({ filename, attrs }: FileEntryWithStats): FolderEntry {
  const kind = attrs.isFile() ? 'file' : attrs.isDirectory() ? 'folder' : 'other';
  return { name: filename, kind, size: attrs.size, modified: attrs.mtime };
}

function errorOf(error: unknown): RequestError | null {
  if (!error) return null;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return {
    code: typeof code === 'number' ? code : undefined,
    message: typeof message === 'string' ? message : '',
  };
}
