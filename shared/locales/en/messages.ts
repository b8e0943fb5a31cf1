import access from './access.json' with { type: 'json' };
import capsule from './capsule.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import company from './company.json' with { type: 'json' };
import dashboard from './dashboard.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import files from './files.json' with { type: 'json' };
import library from './library.json' with { type: 'json' };
import notices from './notices.json' with { type: 'json' };
import service from './service.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import support from './support.json' with { type: 'json' };
import type { Messages } from '../namespaces.ts';

export const messages: Messages = { access, capsule, common, company, dashboard, errors, files, library, notices, service, shell, support };
