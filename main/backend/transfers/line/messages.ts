import type { SftpFailureKind } from '../sftp-failure.ts';
import type { ConnectStep, SftpTarget } from './connect.ts';

/** One request of the SFTP protocol, in the words of that protocol. */
export type SftpRequest =
  | { readonly do: 'open'; readonly path: string; readonly flags: 'r' | 'r+' | 'w' }
  | { readonly do: 'close'; readonly handle: Uint8Array }
  | { readonly do: 'read'; readonly handle: Uint8Array; readonly position: number; readonly length: number }
  | {
      readonly do: 'write';
      readonly handle: Uint8Array;
      readonly position: number;
      /** Whoever asks gives these bytes away: they may be moved to the thread as they are. */
      readonly data: Uint8Array;
      /** How many bytes go to the server at once; each such part is confirmed by itself. */
      readonly part: number;
    }
  | { readonly do: 'stat'; readonly path: string }
  | { readonly do: 'rename'; readonly from: string; readonly to: string }
  | { readonly do: 'unlink'; readonly path: string }
  | { readonly do: 'chmod'; readonly path: string; readonly mode: number }
  | { readonly do: 'opendir'; readonly path: string }
  | { readonly do: 'readdir'; readonly handle: Uint8Array };

/** One entry of a folder, as its listing says. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly size: number;
  /** Seconds since 1970, by the server's clock. */
  readonly modified: number;
}

/** What each request is answered with. */
export interface SftpAnswers {
  readonly open: Uint8Array;
  readonly close: undefined;
  /** At most as many bytes as were asked for. */
  readonly read: Uint8Array;
  readonly write: undefined;
  readonly stat: { readonly size: number };
  readonly rename: undefined;
  readonly unlink: undefined;
  readonly chmod: undefined;
  readonly opendir: Uint8Array;
  /** False at the end of a folder, from some servers. */
  readonly readdir: readonly FolderEntry[] | false;
}

/** To the thread of lines; `line` numbers a connection, `number` a request on it. */
export type ToThread =
  | { readonly to: 'connect'; readonly line: number; readonly target: SftpTarget }
  | { readonly to: 'cancel' | 'end' | 'destroy'; readonly line: number }
  | { readonly to: 'ask'; readonly line: number; readonly number: number; readonly request: SftpRequest };

/** From the thread of lines. */
export type FromThread =
  | { readonly say: 'entered'; readonly line: number; readonly step: ConnectStep }
  | {
      readonly say: 'open';
      readonly line: number;
      readonly fingerprint: string;
      readonly mostPerWrite: number | undefined;
    }
  | {
      readonly say: 'failed';
      readonly line: number;
      /** Null for what nobody foresaw: a fault of ours. */
      readonly kind: SftpFailureKind | null;
      readonly fingerprint: string | null;
      /** Only with such a fault; for the log of incidents. */
      readonly message: string;
    }
  | { readonly say: 'closed'; readonly line: number }
  /** A part of a write has arrived, and others are still on their way. */
  | { readonly say: 'confirmed'; readonly line: number; readonly number: number; readonly bytes: number }
  | {
      readonly say: 'answer';
      readonly line: number;
      readonly number: number;
      readonly error: RequestError | null;
      readonly result?: SftpAnswers[keyof SftpAnswers];
    };

/** Why a request failed: a status code of the protocol, or none when the line broke. */
export interface RequestError {
  readonly code: number | undefined;
  readonly message: string;
}
