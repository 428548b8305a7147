import { openPalette } from '../palette/palette-state.ts';
import { currentSubject } from '../subject.ts';
import { openPanel } from './panel-state.ts';

/** Starts a note about the member the screen is about; asks for whom where there is none. */
export function startNote(): void {
  const subject = currentSubject();
  if (subject) openPanel({ kind: 'note', memberId: subject.memberId, id: null });
  else openPalette('note');
}
