import { AppError } from '#shared/errors.ts';
import { type NoteTemplate, SHIPPED_TEMPLATES } from '#shared/notes/after.ts';
import type { Note } from '#shared/notes/contract.ts';
import type { CallContext } from '../../context.ts';
import { withdrawLine } from '../../encounters/withdraw-line.ts';
import { addTask, closeTasksFor } from '../../tasks/add-task.ts';
import { getStaff } from '../../users/users.ts';
import { getNote } from '../notes.ts';
import { findNote, type StoredNote } from '../store.ts';
import {
  deleteTemplate,
  insertAddendum,
  insertStrike,
  insertTemplate,
  replaceCosign,
  selectAfter,
  selectTemplates,
  writeCosign,
} from './store.ts';

/** A note that is signed and holds. */
async function signedNote(context: CallContext, id: string): Promise<StoredNote> {
  const note = await findNote(context.db, id);
  if (!note || (note.state !== 'signed' && note.authorId !== context.user.id))
    throw new AppError('NOT_FOUND', 'This note is not on file.');
  if (note.state !== 'signed')
    throw new AppError('CONFLICT', 'This note is not signed yet. Change it itself.');
  const strike = (await selectAfter(context.db, [id])).get(id)?.strike;
  if (strike) throw new AppError('CONFLICT', `${strike.by} struck this note. It stays as it is.`);
  context.about({ memberId: note.memberId, entityId: note.id });
  return note;
}

/** Adds words to a signed note; what it said before stays as it is. */
export async function addAddendum(
  context: CallContext,
  input: { readonly id: string; readonly text: string },
): Promise<{ note: Note }> {
  await signedNote(context, input.id);
  await insertAddendum(context.db, {
    id: context.newId(),
    note_id: input.id,
    text: input.text,
    created_at: context.now(),
    created_by: context.user.id,
  });
  return { note: await getNote(context, input) };
}

/**
 * Strikes a signed note: it stays readable and counts no more. Its line is kept back, or taken back from the plan.
 *
 * @throws AppError `FORBIDDEN` for anybody but the author, a clinical lead or an administrator.
 */
export async function strikeNote(
  context: CallContext,
  input: { readonly id: string; readonly reason: string },
): Promise<{ note: Note; line: string }> {
  const note = await signedNote(context, input.id);
  const leads = ['clinical_lead', 'administrator'];
  if (note.authorId !== context.user.id && !leads.includes(context.user.role)) {
    throw new AppError(
      'FORBIDDEN',
      `Only ${note.author}, a clinical lead or an administrator can strike it.`,
    );
  }
  await insertStrike(context.db, {
    id: context.newId(),
    note_id: note.id,
    reason: input.reason,
    created_at: context.now(),
    created_by: context.user.id,
  });
  const line = await withdrawLine(context, note.id, `Note struck: ${input.reason}`);
  return { note: await getNote(context, input), line };
}

/** Asks a colleague to sign a note as well; its line waits until they did. */
export async function askCosign(
  context: CallContext,
  input: { readonly id: string; readonly of: string },
): Promise<{ note: Note }> {
  const note = await signedNote(context, input.id);
  const staff = await getStaff(context, input.of);
  if (staff.id === note.authorId)
    throw new AppError('VALIDATION', 'Somebody else has to sign as well.', { field: 'of' });
  if (!staff.active) throw new AppError('VALIDATION', `${staff.name} is no longer active.`, { field: 'of' });
  const before = (await selectAfter(context.db, [note.id])).get(note.id)?.cosign;
  if (before?.signedAt) throw new AppError('CONFLICT', `${before.signedBy} has signed it already.`);
  await closeTasksFor(context, { sourceKind: 'cosign', sourceId: note.id });
  await replaceCosign(context.db, {
    id: context.newId(),
    note_id: note.id,
    asked_of: staff.id,
    signed_at: null,
    signed_by: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  await addTask(context, {
    memberId: note.memberId,
    title: `Co-sign the note of ${note.content.serviceOn}`,
    kind: 'review',
    ownerId: staff.id,
    dueOn: context.today(),
    sourceKind: 'cosign',
    sourceId: note.id,
    why: `${context.user.name} asked for a second signature.`,
  });
  return { note: await getNote(context, input) };
}

/**
 * Signs a note as well. Whoever was asked may, and so may any clinical lead or administrator but the author.
 *
 * @throws AppError `FORBIDDEN` for anybody else, `CONFLICT` when nobody asked or it is done.
 */
export async function cosignNote(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ note: Note }> {
  const note = await signedNote(context, input.id);
  const asked = (await selectAfter(context.db, [note.id])).get(note.id)?.cosign;
  if (!asked || asked.signedAt) throw new AppError('CONFLICT', 'This note waits for nobody’s signature.');
  // SECURITY: nobody supervises themself.
  const may =
    note.authorId !== context.user.id &&
    (asked.askedOfId === context.user.id || ['clinical_lead', 'administrator'].includes(context.user.role));
  if (!may) throw new AppError('FORBIDDEN', `${asked.askedOf} was asked to sign this note.`);
  await writeCosign(context.db, note.id, { at: context.now(), by: context.user.id });
  await closeTasksFor(context, { sourceKind: 'cosign', sourceId: note.id });
  return { note: await getNote(context, input) };
}

/** Texts to begin a note with: the agency's own first. */
export async function listTemplates(context: CallContext): Promise<{ templates: NoteTemplate[] }> {
  return { templates: [...(await selectTemplates(context.db)), ...SHIPPED_TEMPLATES] };
}

/** Keeps a text of the agency's own. */
export async function keepTemplate(
  context: CallContext,
  input: { readonly name: string; readonly text: string },
): Promise<{ id: string }> {
  const id = context.newId();
  await insertTemplate(context.db, {
    id,
    ...input,
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({ entityId: id });
  return { id };
}

/** Takes a text of the agency's own away; notes that began with it stay as they are. */
export async function dropTemplate(context: CallContext, input: { readonly id: string }): Promise<void> {
  await deleteTemplate(context.db, input.id);
  context.about({ entityId: input.id });
}
