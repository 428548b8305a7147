import type { ComponentType } from 'react';
import { AddMemberPanel } from '../../members/add-member-panel.tsx';
import { EnrollPanel } from '../../members/enroll-panel.tsx';
import { NotePanel } from '../../notes/note-panel.tsx';
import { AddTaskPanel } from '../../tasks/add-task-panel.tsx';
import type { PanelRequest } from './panel-state.ts';

/** What every panel gets; it draws itself with `Panel` from the shared components. */
export interface PanelProps {
  readonly memberId: string | null;
  readonly id: string | null;
  /** The task this work does, where it was opened from one. */
  readonly taskId: string | null;
  /** Puts the panel away; also bound to Escape. */
  readonly onClose: () => void;
}

/** The one place where side panels register. Keys and buttons of a kind show only when it is here. */
export const PANELS: Partial<Record<PanelRequest['kind'], ComponentType<PanelProps>>> = {
  member: AddMemberPanel,
  enroll: EnrollPanel,
  note: NotePanel,
  task: AddTaskPanel,
};
