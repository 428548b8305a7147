import { addDays, dateInWords } from '../dates.ts';
import type { HoldSetting } from './held-reasons.ts';
import { type Hold, hold } from './hold.ts';
import type { OpenLine } from './line.ts';

/** Whether the day of service lies in the enrollment, the authorization and the plan's filing limit. */
export function spanHolds(line: OpenLine, setting: HoldSetting): Hold[] {
  const holds: Hold[] = [];
  const { member, serviceOn } = line;
  const words = (date: string) => dateInWords(date, setting.today);
  const service = line.facts.phase === 'service';
  if (member.endedOn !== null && serviceOn > member.endedOn) {
    const hint = `Service ended ${words(member.endedOn)}, line is of ${words(serviceOn)}`;
    holds.push(hold('outside_enrollment', hint, 'Enrollment', 'chart', 'enrolledOn'));
  } else if (service && (member.enrolledOn === null || serviceOn < member.enrolledOn)) {
    const since = member.enrolledOn === null ? 'Not enrolled' : `Enrolled ${words(member.enrolledOn)}`;
    holds.push(
      hold(
        'outside_enrollment',
        `${since}, service ${words(serviceOn)}`,
        'Enrollment',
        'chart',
        'enrolledOn',
      ),
    );
  }
  // Outreach comes before an authorization begins, so only its end counts there.
  if (service && member.authorizationStart !== null && serviceOn < member.authorizationStart) {
    const hint = `Authorization begins ${words(member.authorizationStart)}, service ${words(serviceOn)}`;
    holds.push(hold('outside_authorization', hint, 'Ask the plan', 'chart', 'authorization'));
  } else if (member.authorizationEnd !== null && serviceOn > member.authorizationEnd) {
    const hint = `Authorization ended ${words(member.authorizationEnd)}, service ${words(serviceOn)}`;
    holds.push(hold('outside_authorization', hint, 'Ask the plan', 'chart', 'authorization'));
  }
  if (setting.edi.authorization === 'required' && service && !member.authorizationNumber?.trim())
    holds.push(
      hold(
        'no_authorization',
        'No authorization number for that day',
        'Authorization',
        'chart',
        'authorization',
      ),
    );
  // A correction answers the plan, so its clock is another one.
  const limit = setting.edi.filingDays;
  if (limit !== null && !line.correction && setting.today > addDays(serviceOn, limit)) {
    const hint = `The plan takes lines for ${limit} days, until ${words(addDays(serviceOn, limit))}`;
    holds.push(hold('past_filing_limit', hint, 'Keep back', 'encounter', 'keepBack'));
  }
  if (member.birthDate > serviceOn)
    holds.push(
      hold(
        'before_birth',
        `Born ${words(member.birthDate)}, service ${words(serviceOn)}`,
        'Birthday',
        'chart',
        'birthDate',
      ),
    );
  if (setting.excludedBy)
    holds.push(hold('excluded_program', setting.excludedBy, 'Other program', 'chart', 'other_program'));
  return holds;
}
