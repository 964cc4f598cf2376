"""The domains of mailbox providers that are open to anybody: to have one in common says nothing.

Ours (house rule), put together by hand in November 2026 and not complete: large ones of Europe and its neighbours.
One that is missing costs an organiser a look; nobody is refused for it.
"""

PROVIDERS = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com aol.com
    icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tuta.com tuta.io tutanota.com tutanota.de
    zoho.com fastmail.com hey.com mail.com email.com gmx.com gmx.net
    hotmail.co.uk live.co.uk yahoo.co.uk btinternet.com sky.com virginmedia.com outlook.ie hotmail.ie eircom.net
    gmx.de web.de t-online.de freenet.de arcor.de posteo.de mailbox.org yahoo.de hotmail.de live.de outlook.de
    gmx.at aon.at chello.at gmx.ch bluewin.ch hispeed.ch
    orange.fr wanadoo.fr free.fr sfr.fr laposte.net hotmail.fr live.fr outlook.fr yahoo.fr
    libero.it virgilio.it alice.it tiscali.it tim.it hotmail.it live.it outlook.it yahoo.it
    hotmail.es outlook.es yahoo.es telefonica.net sapo.pt hotmail.pt
    skynet.be telenet.be hotmail.be outlook.be ziggo.nl kpnmail.nl planet.nl xs4all.nl hotmail.nl live.nl outlook.nl
    wp.pl o2.pl onet.pl onet.eu op.pl interia.pl interia.eu gazeta.pl poczta.fm vp.pl
    seznam.cz email.cz centrum.cz post.cz azet.sk zoznam.sk centrum.sk
    freemail.hu citromail.hu indamail.hu abv.bg mail.bg yahoo.ro siol.net net.hr t.ht.hr
    one.lt inbox.lt inbox.lv apollo.lv mail.ee hot.ee online.ee
    telia.com hotmail.se live.se outlook.dk hotmail.dk live.dk mail.dk online.no hotmail.no live.no
    luukku.com suomi24.fi elisanet.fi hotmail.fi
    ukr.net i.ua meta.ua bigmir.net mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru
    yandex.by tut.by mail.kz inbox.kz yandex.kz yandex.ua hotmail.com.tr outlook.com.tr yahoo.gr hotmail.gr otenet.gr
    """.split()
)
