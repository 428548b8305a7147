import type { EncounterList, EncounterRow, HeldGroup } from '#shared/encounters/contract.ts';
import { HELD_REASONS, HELD_SENTENCES, SCRUB_RULES, WHO_FIXES } from '#shared/encounters/held.ts';
import { foldText } from '#shared/members/normalize.ts';
import type { CallContext } from '../context.ts';
import { selectLines } from './lines/store.ts';
import { type CheckedLine, checkOpenLines } from './open-lines.ts';
import { finalRow, openRow } from './rows.ts';
import { countByState } from './store.ts';

interface ListInput {
  readonly state: 'to_send' | 'built' | 'sent';
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
}

function matches(checked: CheckedLine, text: string): boolean {
  if (text === '') return true;
  const { member, diagnoses } = checked.line;
  const haystack = foldText(
    [
      member.name,
      member.cin,
      checked.tag.code ?? '',
      ...checked.tag.modifiers,
      ...diagnoses.map((d) => d.code),
    ].join(' '),
  );
  return foldText(text)
    .split(' ')
    .every((word) => haystack.includes(word));
}

/** Held lines under the first reason that holds them, in the order of `HELD_REASONS`. */
function groupHeld(lines: readonly CheckedLine[], limit: number): HeldGroup[] {
  return HELD_REASONS.flatMap((reason) => {
    const own = lines.filter((checked) => checked.holds[0]?.reason === reason);
    if (own.length === 0) return [];
    return [
      {
        reason,
        sentence: HELD_SENTENCES[reason],
        count: own.length,
        plans: [...new Set(own.map(({ line }) => line.planName))].sort(),
        whoFixes: WHO_FIXES[reason] ?? null,
        rows: own.slice(0, limit).map(openRow),
      },
    ];
  });
}

/**
 * The encounter list: what waits to be sent, held lines first by reason, or what was built or sent.
 *
 * `total` counts what the rows are a page of: the ready lines, or the lines in the asked state.
 */
export async function listEncounters(context: CallContext, input: ListInput): Promise<EncounterList> {
  const checked = await checkOpenLines(context);
  const stored = await countByState(context.db);
  const held = checked.filter(({ holds }) => holds.length > 0);
  const common = {
    checkedAt: context.now(),
    counts: {
      toSend: checked.length,
      held: held.length,
      ready: checked.length - held.length,
      built: stored.built ?? 0,
      sent: (stored.sent ?? 0) + (stored.received ?? 0),
      cameBack: stored.rejected ?? 0,
      accepted: stored.accepted ?? 0,
    },
    rules: SCRUB_RULES.length,
  };
  context.about({ detail: { state: input.state } });
  if (input.state !== 'to_send') {
    const text = foldText(input.text).replace(/[%_]/g, '');
    const lines = await selectLines(
      context.db,
      { states: input.state === 'sent' ? ['sent', 'received'] : [input.state], text },
      input,
    );
    return {
      ...common,
      groups: [],
      rows: lines.map(finalRow),
      total: common.counts[input.state],
      plans: new Set(lines.map((line) => line.planId)).size,
    };
  }
  const ready = checked.filter((one) => one.holds.length === 0 && matches(one, input.text));
  return {
    ...common,
    groups: groupHeld(
      held.filter((one) => matches(one, input.text)),
      input.limit,
    ),
    rows: ready.slice(input.offset, input.offset + input.limit).map(openRow),
    total: ready.length,
    plans: new Set(ready.map(({ line }) => line.planId)).size,
  };
}

/** A member's lines, newest service first, with state and reason. */
export async function listForMember(
  context: CallContext,
  input: { readonly memberId: string; readonly limit: number },
): Promise<{ rows: EncounterRow[] }> {
  context.about({ memberId: input.memberId });
  const open = await checkOpenLines(context, { memberId: input.memberId });
  const rows = new Map(open.map((checked) => [checked.line.id, openRow(checked)]));
  const lines = await selectLines(
    context.db,
    { memberId: input.memberId },
    { limit: input.limit, offset: 0 },
  );
  return { rows: lines.map((line) => rows.get(line.id) ?? finalRow(line)) };
}

/** The open lines that wait for one rule of one plan, for the page where it is confirmed. */
export async function listWaitingForRule(
  context: CallContext,
  input: { readonly planId: string; readonly ruleId: string },
): Promise<{ rows: EncounterRow[]; total: number }> {
  const checked = await checkOpenLines(context, { planIds: [input.planId] });
  const waiting = checked.filter(
    ({ tag, holds }) =>
      tag.needs.includes(input.ruleId) && holds.some((hold) => hold.reason === 'rule_not_confirmed'),
  );
  context.about({ detail: { rule: input.ruleId } });
  return { rows: waiting.slice(0, 100).map(openRow), total: waiting.length };
}
