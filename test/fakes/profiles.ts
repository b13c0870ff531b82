/** Profiles made up for tests: say what matters, the rest is an ordinary daemon. */
import {
  ownProfileSchema,
  profileSchema,
  type OwnProfile,
  type Profile,
  type ProfileSignal,
} from '../../shared/profile.ts'

const basis = 'tried: iguana 1.0, Debian 12'
const fact = (text: string) => ({ text, basis })

/** One signal of a profile; without more it is the graceful one, to the main process. */
export const makeSignal = (more: Partial<ProfileSignal> = {}): ProfileSignal => ({
  signal: 'QUIT',
  role: 'graceful',
  action: 'Drain and stop',
  does: 'lets running requests finish, then leaves',
  to: 'main',
  basis,
  ...more,
})

/** Iguana, recognised by nothing but what the test says; checked as the catalogue is. */
export const makeProfile = (id: string, more: Partial<Profile> = {}): Profile =>
  profileSchema.parse({
    id,
    title: `The ${id} server`,
    recognise: {},
    signals: [makeSignal()],
    stop: {
      usual: fact('0.1 s when idle'),
      longest: fact('As long as its slowest request'),
      waitsFor: fact('Running requests'),
      command: fact(`systemctl stop ${id}`),
    },
    force: {
      danger: 'medium',
      costs: fact('Running requests'),
      survivors: fact('All its workers'),
      recovery: fact('Nothing'),
    },
    files: {},
    sources: [`${id}(8)`],
    ...more,
  } satisfies Profile)

/** A whole profile as a person writes it under its id. */
export const ownFields = (profile: Profile): OwnProfile =>
  ownProfileSchema.parse(
    Object.fromEntries(Object.entries(profile).filter(([field]) => field !== 'id')),
  )
