gap-projects-without-participant = { $number ->
    [one] { $number } project has no known participant.
   *[other] { $number } projects have no known participant.
 }
gap-projects-of-one-side = { $number ->
    [one] { $number } Interreg project has known partners of one country only.
   *[other] { $number } Interreg projects have known partners of one country only.
 }
gap-organisations-in-nothing = { $number ->
    [one] { $number } organisation takes part in nothing that is recorded here.
   *[other] { $number } organisations take part in nothing that is recorded here.
 }
gap-organisations-without-country = { $number ->
    [one] The country of { $number } organisation is not known.
   *[other] The country of { $number } organisations is not known.
 }
gap-organisations-without-place = { $number ->
    [one] The place of { $number } organisation is not known.
   *[other] The place of { $number } organisations is not known.
 }
gap-agreements-without-party = { $number ->
    [one] { $number } agreement has no known party.
   *[other] { $number } agreements have no known party.
 }
gap-agreements-of-one-party = { $number ->
    [one] Only one party is known of { $number } agreement.
   *[other] Only one party is known of { $number } agreements.
 }
gap-agreements-without-date = { $number ->
    [one] The day of signing of { $number } agreement is not known.
   *[other] The day of signing of { $number } agreements is not known.
 }
gap-agreements-same-day-and-parties = { $number ->
    [one] { $number } agreement has the same day and parties as another, and may be the same.
   *[other] { $number } agreements have the same day and parties as another, and may be the same.
 }
gap-events-without-role = { $number ->
    [one] { $number } event has no known organiser, speaker or participant.
   *[other] { $number } events have no known organiser, speaker or participant.
 }
gap-events-without-date = { $number ->
    [one] The date of { $number } event is not known.
   *[other] The date of { $number } events is not known.
 }
gap-projects-without-both-dates = { $number ->
    [one] { $number } project lacks its start or its end.
   *[other] { $number } projects lack their start or their end.
 }
gap-projects-without-cost = { $number ->
    [one] The total cost of { $number } project is not known.
   *[other] The total cost of { $number } projects is not known.
 }
gap-projects-without-eu-share = { $number ->
    [one] The EU share of { $number } project is not known.
   *[other] The EU share of { $number } projects is not known.
 }
gap-projects-outside-programme-years = { $number ->
    [one] { $number } project lies outside the years of its programme.
   *[other] { $number } projects lie outside the years of their programme.
 }
gap-approved-after-end = { $number ->
    [one] { $number } project was approved after its end.
   *[other] { $number } projects were approved after their end.
 }
gap-themes-unused = { $number ->
    [one] { $number } theme is not used by any organisation or activity.
   *[other] { $number } themes are not used by any organisation or activity.
 }
gap-sources-unused = { $number ->
    [one] { $number } source witnesses no fact.
   *[other] { $number } sources witness no fact.
 }
gap-names-shared = { $number ->
    [one] { $number } organisation shares a name with another.
   *[other] { $number } organisations share a name with another.
 }
gap-unnamed = Known gap “{ $code }”: { $number }.
