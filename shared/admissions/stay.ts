import type { Notice, StayType } from './notice.ts';

/** A visit or stay as its notices tell it so far. */
export interface Stay {
  /** Whether any notice began it; an update alone does not. */
  readonly began: boolean;
  readonly cancelled: boolean;
  readonly type: StayType | null;
  readonly facility: string;
  readonly reason: string;
  readonly disposition: string;
  readonly from: string | null;
  readonly to: string | null;
  /** True where only the day of leaving is known, which then stands for both. */
  readonly fromUnknown: boolean;
}

const NOTHING: Stay = {
  began: false,
  cancelled: false,
  type: null,
  facility: '',
  reason: '',
  disposition: '',
  from: null,
  to: null,
  fromUnknown: false,
};

/**
 * Tells a stay from all its notices, in the order in which things happened.
 *
 * Files come late and out of order, so a stay is always told again from the beginning: the same notices give the same
 * stay however they arrived, and the same notice twice changes nothing.
 */
export function stayOf(notices: readonly { readonly notice: Notice; readonly cameAt: string }[]): Stay {
  return notices
    .map((one, index) => ({ ...one, index }))
    .toSorted((a, b) => (a.notice.at ?? a.cameAt).localeCompare(b.notice.at ?? b.cameAt) || a.index - b.index)
    .reduce((stay, { notice }) => tell(stay, notice), NOTHING);
}

function tell(stay: Stay, notice: Notice): Stay {
  const on = notice.at?.slice(0, 10) ?? null;
  const told: Stay = {
    ...stay,
    type: notice.type ?? stay.type,
    facility: notice.facility || stay.facility,
    reason: notice.reason || stay.reason,
  };
  const known = stay.fromUnknown ? null : stay.from;
  switch (notice.event) {
    case 'admit':
    case 'visit':
    case 'to_inpatient': {
      const from = notice.admittedOn ?? known ?? on;
      const again = stay.cancelled ? { to: null, disposition: '' } : {};
      return { ...told, ...again, began: true, cancelled: false, from, fromUnknown: false };
    }
    case 'discharge': {
      const to = notice.leftOn ?? on;
      const from = notice.admittedOn ?? known;
      return {
        ...told,
        began: true,
        from: from ?? to,
        fromUnknown: from === null,
        to,
        disposition: notice.disposition || stay.disposition,
      };
    }
    case 'stay': {
      const from = notice.admittedOn ?? known ?? notice.leftOn;
      return {
        ...told,
        began: true,
        cancelled: false,
        from,
        fromUnknown: notice.admittedOn === null && known === null,
        to: notice.leftOn ?? stay.to,
        disposition: notice.disposition || stay.disposition,
      };
    }
    case 'update':
      return {
        ...told,
        from: notice.admittedOn ?? stay.from,
        fromUnknown: notice.admittedOn === null && stay.fromUnknown,
        to: notice.leftOn ?? stay.to,
        disposition: notice.disposition || stay.disposition,
      };
    case 'cancel_admit':
      return { ...told, cancelled: true };
    case 'cancel_discharge':
      return { ...told, to: null, disposition: '' };
    case 'nothing':
      return stay;
  }
}
