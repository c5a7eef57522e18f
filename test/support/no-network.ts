import nock from 'nock';
import { afterAll } from 'vitest';

/**
 * A test may talk to this machine only. Any other call fails with nock's "Disallowed net connect", so that a
 * request that nobody expected is found here and not in somebody's tenant.
 */
nock.disableNetConnect();
nock.enableNetConnect(host => /^(127\.0\.0\.1|localhost|\[::1\])(:|$)/.test(host));

afterAll(() => {
  nock.cleanAll();
});
