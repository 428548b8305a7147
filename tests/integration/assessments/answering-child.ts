import { createBackend } from '#main/backend/backend.ts';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import { createTestShell, PASSPHRASE } from '../../fixtures/workspace.ts';

// A backend process that answers without end and tells what was acknowledged, until it is killed.

const [folder = '', userId = '', id = ''] = process.argv.slice(2);
const links = PHQ_9.scores[0]?.items ?? [];

const backend = createBackend({ folder, shell: createTestShell().client, version: 'child' });
await backend.client.vault.unlock({ userId, passphrase: PASSPHRASE });
for (let count = 0; ; count += 1) {
  // The first two stay at 3, so that the rest is open; the others keep changing.
  const linkId = count < 2 ? (links[count] ?? '') : (links[2 + (count % 7)] ?? '');
  const weight = count < 2 ? 3 : count % 4;
  const value = answerWithWeight(PHQ_9, linkId, weight);
  await backend.client.assessments.saveAnswers({ id, changes: [{ linkId, value }], focus: linkId });
  process.stdout.write(`${JSON.stringify({ count, linkId, weight, at: Date.now() })}\n`);
}
