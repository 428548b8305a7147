import { RouterProvider } from '@tanstack/react-router';
import { router } from './routes.tsx';

/** The workspace once it is open. */
export function Workspace() {
  return <RouterProvider router={router} />;
}
