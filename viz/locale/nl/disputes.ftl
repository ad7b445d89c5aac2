disputes-list = Elke tegenspraak
disputes-by-status = Naar beslissing
disputes-all = Alle
dispute-decision-a = beslist voor de eerste kant
dispute-decision-b = beslist voor de tweede kant
dispute-decision-both = beide blijven staan
dispute-decision-neither = geen van beide blijft staan
dispute-decision-open = open gelaten
disputes-one-publisher = Feiten die op één uitgever berusten
disputes-one-publisher-lede = { $number ->
    [one] { $number } aanvaard feit wordt door maar één uitgever vermeld; kopieën van een document tellen als hun origineel.
   *[other] { $number } aanvaarde feiten worden door maar één uitgever vermeld; kopieën van een document tellen als hun origineel.
 }
disputes-one-publisher-ask = Ze doornemen
disputes-confirmations = Hoe vaak andere een bron bevestigen
disputes-confirmations-lede = Een uitspraak van een document is bevestigd als een document van een andere uitgever haar ook doet. Een kopie bevestigt niets.
disputes-confirmed = Door andere bevestigd
disputes-confirmed-share = Aandeel
translation-ours = onze vertaling
translation-ours-long = Het origineel is Engels; dit is onze vertaling.
translation-original = het Engelse origineel
