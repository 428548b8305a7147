import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  guardPort,
  MAX_MESSAGE_CHARACTERS,
  type PortLike,
  reasonToRefuse,
} from '#main/backend/port-guard.ts';
import type { contract } from '#shared/contract.ts';
import { openTestWorkspace, type TestWorkspace } from '../fixtures/workspace.ts';

/** Node's ports give the bare message; Electron's and the guard's speak of events. */
function asEvents(port: MessagePort): PortLike {
  return {
    on: (event, listener) => port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    close: () => port.close(),
  };
}

let w: TestWorkspace;
let page: MessagePort;
let refused: string[];
let closed: Promise<unknown>;

beforeEach(async () => {
  w = await openTestWorkspace();
  const { port1, port2 } = new MessageChannel();
  page = port1;
  refused = [];
  closed = new Promise((resolve) => port1.on('close', () => resolve('closed')));
  const guarded = guardPort(asEvents(port2), (reason) => refused.push(reason));
  new RPCHandler(w.backend.router).upgrade(guarded as never, { context: w.backend.context });
});
afterEach(async () => {
  page.close();
  await w.close();
});

const clientOn = (port: MessagePort): ContractRouterClient<typeof contract> =>
  createORPCClient(new RPCLink({ port: port as never }));

describe('the port of a hostile page', () => {
  test('carries ordinary calls', async () => {
    expect((await clientOn(page).settings.agency()).city).toBe('Oakland');
    expect(refused).toEqual([]);
  });

  test.each([
    ['an object instead of text', { i: '1', p: { u: '/settings/agency' } }, 'not_text'],
    ['binary', new Uint8Array(8), 'not_text'],
    ['text that is not JSON', 'settings.agency', 'not_json'],
    ['JSON without an id', '{"p":{"u":"/settings/agency"}}', 'not_a_request'],
    ['null', 'null', 'not_a_request'],
    [
      'an oversize message',
      JSON.stringify({ i: '1', p: { b: 'x'.repeat(MAX_MESSAGE_CHARACTERS) } }),
      'too_large',
    ],
    ['deep nesting', `{"i":"1","p":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'too_deep'],
    [
      'deep nesting inside the body text',
      JSON.stringify({ i: '1', p: { u: '/x', b: '['.repeat(5000) + ']'.repeat(5000) } }),
      'too_deep',
    ],
  ])('%s closes it, and the workspace stays whole', async (_what, message, reason) => {
    page.postMessage(message);
    expect(await closed).toBe('closed');
    expect(refused).toEqual([reason]);
    expect((await w.api.settings.agency()).city).toBe('Oakland');
  });

  test('unknown procedures and prototype names are answered, not run', async () => {
    const client = clientOn(page) as unknown as Record<
      string,
      Record<string, (input?: unknown) => Promise<unknown>>
    >;
    for (const [capability, name] of [
      ['settings', 'drop'],
      ['settings', 'constructor'],
      ['__proto__', 'polluted'],
      ['constructor', 'prototype'],
    ] as const) {
      await expect(client[capability]?.[name]?.({})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('unknown fields are refused, and __proto__ pollutes nothing', async () => {
    const client = clientOn(page);
    const staff = { name: 'Teo Larkspur', role: 'auditor', clinical: false } as const;
    await expect(client.users.add({ ...staff, active: false } as never)).rejects.toMatchObject({
      code: 'VALIDATION',
    });
    const added = await client.users.add({ ...staff, ...JSON.parse('{"__proto__":{"admin":true}}') });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(added).not.toHaveProperty('admin');
  });
});

test('whatever text arrives, the guard answers and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue()), (data) => {
      const reason = reasonToRefuse(data);
      expect(reason === null || typeof reason === 'string').toBe(true);
      if (typeof data !== 'string') expect(reason).toBe('not_text');
    }),
  );
});
