import { describe, expect, it } from 'vitest';
import { explainFailure, type FailureFacts } from '#main/backend/transfers/explain-failure.ts';
import { SftpFailure, type SftpFailureKind } from '#main/backend/transfers/sftp-failure.ts';

const FACTS: FailureFacts = {
  plan: 'Sunpoppy',
  host: 'sftp.sunpoppy.example',
  port: 22,
  user: 'larkmeadow',
  login: 'password',
  folder: '/inbound',
  fileName: 'BK_LARK_837P_20261118_01.x12',
  confirmed: { fingerprint: `SHA256:${'a'.repeat(43)}`, words: 'on Mar 2' },
};

const KINDS: readonly SftpFailureKind[] = [
  'no_such_server',
  'refused',
  'no_answer',
  'not_ssh',
  'old_encryption',
  'host_key_unknown',
  'host_key_changed',
  'login_key_unreadable',
  'login_refused',
  'no_sftp',
  'line_dropped',
  'folder_missing',
  'permission_denied',
  'no_room',
  'server_failure',
  'name_taken',
  'size_differs',
  'rename_refused',
  'maybe_arrived',
  'unsure',
  'cancelled',
];

describe('explainFailure', () => {
  it('has a sentence of its own for every failure', () => {
    const sentences = KINDS.map((kind) => explainFailure(new SftpFailure(kind), FACTS).message);
    expect(new Set(sentences).size).toBe(KINDS.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toMatch(/!|please|oops|successfully|invalid|error/i);
    }
  });

  it('shows both fingerprints of a changed server key and when the first was confirmed', () => {
    const shown = `SHA256:${'b'.repeat(43)}`;
    const error = explainFailure(new SftpFailure('host_key_changed', { fingerprint: shown }), FACTS);
    expect(error.code).toBe('HOST_KEY_CHANGED');
    expect(error.message).toBe(
      'The server is not the one you confirmed on Mar 2. Sending stopped. Call the plan before you go on.',
    );
    expect(error.detail.facts).toMatchObject({ fingerprint: shown, confirmed: FACTS.confirmed?.fingerprint });
  });

  it('tells a refused password from a refused key', () => {
    const failure = new SftpFailure('login_refused');
    expect(explainFailure(failure, FACTS).message).toBe(
      'Sunpoppy refused the password. Nothing was sent. Change it in the plan’s profile.',
    );
    expect(explainFailure(failure, { ...FACTS, login: 'key' }).message).toContain('Hearth’s key');
  });
});
