import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '#shared/contract.ts';
import { SCREEN_HEADER } from '#shared/procedure.ts';
import { screenNow } from './app/screen.ts';

/** The page's one way out: the contract over a message port that the preload hands to the backend. */
function connect(): ContractRouterClient<typeof contract> {
  const { port1, port2 } = new MessageChannel();
  window.postMessage('hearth:connect', window.location.origin, [port2]);
  port1.start();
  return createORPCClient(
    // The audit says from which screen something was done.
    new RPCLink({ port: port1, headers: () => ({ [SCREEN_HEADER]: screenNow() }) }),
  );
}

/** The typed client: `await api.notes.sign({ id })`. */
export const api = connect();

/** The same as query and mutation options: `useQuery(orpc.members.list.queryOptions({ input }))`. */
export const orpc = createTanstackQueryUtils(api);
