import { AppError } from '#shared/errors.ts';
import { type Layout, type LayoutKind, layoutProblem } from '#shared/layouts/column.ts';
import type { SavedLayout } from '#shared/layouts/contract.ts';
import { fieldsOf, LAYOUTS } from '#shared/layouts/kinds.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { insertLayout, selectLayout } from './store.ts';

interface Which {
  readonly planId: string;
  readonly kind: LayoutKind;
}

/**
 * A plan's layout: the newest version, or the one Hearth begins with.
 *
 * @throws AppError `NOT_FOUND` for the plan
 */
export async function getLayout(context: CallContext, { planId, kind }: Which): Promise<SavedLayout> {
  await getPlan(context, planId);
  const saved = await selectLayout(context.db, planId, kind);
  return {
    planId,
    kind,
    layout: saved?.layout ?? LAYOUTS[kind].standard,
    changed: saved?.changed ?? null,
  };
}

/**
 * Keeps a new version of a plan's layout.
 *
 * @throws AppError `VALIDATION` for a heading that stands twice or a field the file does not have
 */
export async function saveLayout(
  context: CallContext,
  input: Which & { readonly layout: Layout },
): Promise<SavedLayout> {
  const { planId, kind, layout } = input;
  await getPlan(context, planId);
  const problem = layoutProblem(layout, fieldsOf(kind));
  if (problem) throw new AppError('VALIDATION', problem, { field: 'layout.columns' });
  const at = context.now();
  await insertLayout(context.db, {
    id: context.newId(),
    plan_id: planId,
    kind,
    layout: JSON.stringify(layout),
    created_at: at,
    created_by: context.user.id,
  });
  context.about({
    entityId: planId,
    detail: { kind, columns: layout.columns.length, confirmed: layout.confirmedWith !== '' },
  });
  return { planId, kind, layout, changed: { at, by: context.user.name } };
}
