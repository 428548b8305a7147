import type { PlanProfile } from '../plans/profile.ts';

/** How a plan turns minutes into units. */
export type UnitSettings = PlanProfile['units'];

/** The id under which callers confirm the unit settings of a plan as a whole. */
export const UNITS_RULE = 'units';

const ROUNDING_WORDS = { half_up: 'half up', up: 'up', down: 'down' } as const;

/**
 * Turns minutes into whole units, in integers only.
 *
 * `earlierUnits` are the units the member already has that day; a daily cap counts them.
 */
export function unitsFor(minutes: number, settings: UnitSettings, earlierUnits = 0): number {
  const { minutesPerUnit: size, rounding, minimum, dailyCap } = settings;
  const rounded =
    rounding === 'up'
      ? Math.ceil(minutes / size)
      : rounding === 'down'
        ? Math.floor(minutes / size)
        : Math.floor((2 * minutes + size) / (2 * size));
  const atLeast = minutes > 0 ? Math.max(rounded, minimum) : 0;
  return dailyCap === null ? atLeast : Math.max(0, Math.min(atLeast, dailyCap - earlierUnits));
}

/**
 * The id under which a confirmation of these very settings is stored.
 *
 * It spells the values, so that a changed setting waits for a new confirmation instead of inheriting the old one.
 */
export function unitsRuleId(settings: UnitSettings): string {
  const { minutesPerUnit, rounding, minimum, dailyCap } = settings;
  return `${UNITS_RULE}:${minutesPerUnit}:${rounding}:${minimum}:${dailyCap ?? 'none'}`;
}

/** The settings in words: "15 minutes a unit, rounded half up, at least 1". */
export function unitsWords(settings: UnitSettings): string {
  const cap = settings.dailyCap === null ? '' : `, at most ${settings.dailyCap} a day`;
  const least = settings.minimum > 0 ? `, at least ${settings.minimum}` : '';
  return `${settings.minutesPerUnit} minutes a unit, rounded ${ROUNDING_WORDS[settings.rounding]}${least}${cap}`;
}

/** "1 unit", "2 units". */
export function countUnits(units: number): string {
  return units === 1 ? '1 unit' : `${units} units`;
}
