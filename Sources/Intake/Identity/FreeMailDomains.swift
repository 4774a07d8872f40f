/// Domains where anybody has an address, so that sharing one says nothing about a company.
enum FreeMailDomains {
  static func contains(_ domain: String) -> Bool { all.contains(domain) }

  static let all: Set<String> = Set(
    """
    gmail.com googlemail.com
    yahoo.com yahoo.co.uk yahoo.co.in yahoo.in yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.com.br yahoo.com.mx
    yahoo.com.ar yahoo.com.au yahoo.com.sg yahoo.com.hk yahoo.com.tw yahoo.com.ph yahoo.com.vn yahoo.com.my
    yahoo.co.id yahoo.co.jp yahoo.co.nz yahoo.co.za yahoo.co.kr yahoo.gr yahoo.ie yahoo.nl yahoo.se yahoo.no yahoo.dk
    yahoo.pl yahoo.ro yahoo.com.tr yahoo.com.co yahoo.com.pe yahoo.cl ymail.com rocketmail.com myyahoo.com ybb.ne.jp
    hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.be hotmail.nl hotmail.se hotmail.no
    hotmail.dk hotmail.ca hotmail.com.br hotmail.com.ar hotmail.com.mx hotmail.com.tr hotmail.com.au hotmail.co.jp
    hotmail.co.th hotmail.co.nz hotmail.co.za hotmail.gr hotmail.cl hotmail.ch hotmail.at hotmail.fi
    outlook.com outlook.fr outlook.de outlook.it outlook.es outlook.com.br outlook.com.ar outlook.com.au outlook.be
    outlook.in outlook.jp outlook.kr outlook.pt outlook.dk outlook.ie outlook.at outlook.cl outlook.co.id outlook.sa
    outlook.com.tr outlook.com.gr outlook.cz outlook.hu outlook.my outlook.ph outlook.sg outlook.sk outlook.co.th
    live.com live.co.uk live.fr live.de live.it live.nl live.be live.ca live.com.au live.com.mx live.com.ar live.com.pt
    live.se live.dk live.no live.cn live.in live.jp live.cl live.at live.ie live.ru msn.com passport.com windowslive.com
    icloud.com me.com mac.com privaterelay.appleid.com
    aol.com aol.co.uk aol.de aol.fr aol.it aol.es aim.com netscape.net love.com games.com ygm.com wow.com verizon.net
    protonmail.com protonmail.ch proton.me pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com keemail.me
    fastmail.com fastmail.fm fastmail.net hushmail.com hush.com mailfence.com runbox.com startmail.com posteo.de
    posteo.net mailbox.org disroot.org riseup.net ctemplar.com countermail.com zoho.com zohomail.com zohomail.eu
    zohomail.in hey.com duck.com pobox.com skiff.com simplelogin.com simplelogin.co anonaddy.com addy.io
    gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.us gmx.fr gmx.es gmx.co.uk web.de freenet.de t-online.de online.de
    email.de arcor.de vodafone.de vodafone.it vodafone.nl 1und1.de o2online.de kabelbw.de unitybox.de ewetel.net
    mail.com email.com usa.com myself.com consultant.com engineer.com post.com europe.com asia.com iname.com dr.com
    techie.com writeme.com cheerful.com accountant.com contractor.net financier.com lawyer.com journalist.com
    mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru lenta.ru ro.ru autorambler.ru myrambler.ru yandex.ru
    yandex.com yandex.ua yandex.by yandex.kz ya.ru narod.ru ukr.net i.ua meta.ua bigmir.net online.ua tut.by
    qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn wo.cn 21cn.com
    tom.com vip.163.com vip.126.com vip.qq.com naver.com daum.net hanmail.net nate.com kakao.com korea.com
    docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp au.com nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp
    rediffmail.com rediff.com indiatimes.com sify.com in.com
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr voila.fr aliceadsl.fr
    cegetel.net 9online.fr libero.it virgilio.it alice.it tin.it tim.it tiscali.it inwind.it iol.it email.it
    fastwebnet.it poste.it pec.it aruba.it kataweb.it blu.it giallo.it telefonica.net movistar.es ono.com terra.es
    wanadoo.es euskalnet.net sapo.pt iol.pt clix.pt netcabo.pt mail.pt telepac.pt
    uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com oi.com.br zipmail.com.br superig.com.br
    ibest.com.br pop.com.br folha.com.br itelefonica.com.br veloxmail.com.br
    prodigy.net.mx infinitum.com.mx terra.com.mx fibertel.com.ar speedy.com.ar arnet.com.ar ciudad.com.ar vtr.net
    entelchile.net une.net.co etb.net.co cantv.net
    btinternet.com btopenworld.com talktalk.net tiscali.co.uk virginmedia.com virgin.net ntlworld.com
    blueyonder.co.uk sky.com plusnet.com o2.co.uk orange.net freeserve.co.uk lineone.net supanet.com eircom.net
    comcast.net att.net sbcglobal.net bellsouth.net pacbell.net ameritech.net swbell.net prodigy.net cox.net
    charter.net spectrum.net rr.com roadrunner.com twc.com earthlink.net mindspring.com optonline.net optimum.net
    juno.com netzero.net netzero.com frontier.com frontiernet.net windstream.net centurylink.net centurytel.net q.com
    embarqmail.com suddenlink.net mediacombb.net cableone.net wildblue.net hughes.net peoplepc.com lycos.com excite.com
    rogers.com bell.net sympatico.ca shaw.ca telus.net videotron.ca cogeco.ca eastlink.ca mts.net sasktel.net
    bigpond.com bigpond.net.au optusnet.com.au ozemail.com.au iinet.net.au tpg.com.au dodo.com.au westnet.com.au
    xtra.co.nz slingshot.co.nz clear.net.nz orcon.net.nz vodafone.co.nz telkomsa.net mweb.co.za webmail.co.za vodamail.co.za
    bluewin.ch sunrise.ch hispeed.ch swissonline.ch aon.at chello.at a1.net utanet.at inode.at
    telenet.be skynet.be proximus.be scarlet.be belgacom.net ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl hetnet.nl
    casema.nl quicknet.nl upcmail.nl chello.nl zonnet.nl tele2.nl caiway.nl
    telia.com comhem.se bredband.net spray.se glocalnet.net swipnet.se online.no broadpark.no getmail.no lyse.net
    tdcadsl.dk mail.dk post.dk jubii.dk ofir.dk stofanet.dk mail.tele.dk luukku.com kolumbus.fi elisanet.fi saunalahti.fi
    suomi24.fi pp.inet.fi wp.pl o2.pl onet.pl onet.eu op.pl interia.pl interia.eu poczta.fm poczta.onet.pl tlen.pl gazeta.pl
    vp.pl buziaczek.pl autograf.pl seznam.cz email.cz centrum.cz post.cz atlas.cz volny.cz centrum.sk azet.sk zoznam.sk
    freemail.hu citromail.hu indamail.hu t-online.hu abv.bg mail.bg dir.bg otenet.gr forthnet.gr hol.gr in.gr
    net.hr inet.hr siol.net email.si walla.com walla.co.il bezeqint.net netvision.net.il 012.net.il mynet.com
    superonline.com ttmail.com turk.net emirates.net.ae eim.ae
    mailinator.com guerrillamail.com guerrillamail.info 10minutemail.com yopmail.com tempmail.com temp-mail.org
    throwawaymail.com trashmail.com trashmail.de sharklasers.com getnada.com maildrop.cc dispostable.com mintemail.com
    mailnesia.com mohmal.com spamgourmet.com fakeinbox.com discard.email mytemp.email emailondeck.com
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
