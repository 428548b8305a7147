import type { OpenLine } from '#shared/encounters/line.ts';
import { type MemberSpans, spanOn } from '../members/spans.ts';

const covers = (from: string | null, to: string | null, day: string) =>
  (from === null || from <= day) && (to === null || day <= to);

/**
 * The line with the enrollment and the authorization of its own day.
 *
 * The member's row has the ones of now; a line from before a new enrollment or authorization finds the earlier ones.
 */
export function onItsDay<Line extends Pick<OpenLine, 'member' | 'serviceOn'>>(
  line: Line,
  spans: MemberSpans | undefined,
): Line {
  if (!spans) return line;
  const { member, serviceOn } = line;
  const ended = spans.enrollments.filter(({ to }) => to !== null);
  const enrolled =
    member.enrolledOn !== null && member.enrolledOn <= serviceOn ? undefined : spanOn(ended, serviceOn);
  const authorized = covers(member.authorizationStart, member.authorizationEnd, serviceOn)
    ? undefined
    : spanOn(spans.authorizations, serviceOn);
  if (!enrolled && !authorized) return line;
  return {
    ...line,
    member: {
      ...member,
      ...(enrolled ? { enrolledOn: enrolled.from, endedOn: enrolled.to } : {}),
      ...(authorized
        ? {
            authorizationNumber: authorized.number,
            authorizationStart: authorized.from,
            authorizationEnd: authorized.to,
          }
        : {}),
    },
  };
}
