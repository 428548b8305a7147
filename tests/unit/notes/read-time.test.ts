import { describe, expect, it } from 'vitest';
import { readTime } from '#renderer/notes/read-time.ts';

describe('a typed time', () => {
  it.each([
    ['10:32', '10:32'],
    ['1032', '10:32'],
    ['9:05 AM', '09:05'],
    ['2:15 pm', '14:15'],
    ['2pm', '14:00'],
    ['12 am', '00:00'],
    ['12:30 p.m.', '12:30'],
    ['23:59', '23:59'],
    ['24:00', null],
    ['10:60', null],
    ['13 pm', null],
    ['noon', null],
    ['', null],
  ])('%s is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });
});
