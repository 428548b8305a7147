import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileForm } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, PASSPHRASE } from '../../fixtures/workspace.ts';

interface Acknowledged {
  readonly count: number;
  readonly linkId: string;
  readonly weight: number;
  readonly at: number;
}

test('kill_mid_form_restores', async () => {
  const w = await openTestWorkspace();
  try {
    const { id: memberId } = await addPerson(w.api, await addPlan(w.api));
    const { id } = await w.api.assessments.start({ memberId, formId: 'phq-9' });
    const userId = w.user.id;
    await w.restart();

    const script = fileURLToPath(new URL('./answering-child.ts', import.meta.url));
    const child = spawn(process.execPath, [script, w.folder, userId, id], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged: Acknowledged[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(JSON.parse(line) as Acknowledged);
      // In the middle of the next save, not at a convenient moment.
      if (acknowledged.length === 25) child.kill('SIGKILL');
    }
    const killedAt = Date.now();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    const last = acknowledged.at(-1);
    expect(acknowledged.length).toBeGreaterThanOrEqual(25);
    expect(killedAt - (last?.at ?? 0)).toBeLessThan(1000);

    await w.api.vault.unlock({ userId, passphrase: PASSPHRASE });
    const found = await w.api.assessments.get({ id });
    const view = evaluate(compileForm(found.form.questionnaire), found.store, { started: found.startedAt });
    const lastOf = new Map(acknowledged.map((each) => [each.linkId, each]));
    // One save may have been written whose acknowledgment never arrived; nothing acknowledged may be missing.
    const entries = Object.values(found.store.questions).reduce(
      (sum, record) => sum + record.entries.length,
      0,
    );
    expect(entries - acknowledged.length).toBeGreaterThanOrEqual(0);
    expect(entries - acknowledged.length).toBeLessThanOrEqual(1);
    for (const [linkId, { weight }] of lastOf) {
      const history = found.store.questions[linkId]?.entries.map((entry) => entry.answers[0]) ?? [];
      expect(history).toContainEqual(answerWithWeight(PHQ_9, linkId, weight));
      expect(view.open.get(linkId)?.answers).toHaveLength(1);
    }
    const again = await w.api.assessments.start({ memberId, formId: 'phq-9' });
    expect(again).toEqual({ id, resumed: true });
  } finally {
    await w.close();
  }
});
