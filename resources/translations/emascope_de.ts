<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CompareWords</name>
    <message>
        <source>%1 and raw have the same loss on every sample.</source>
        <translation>%1 und roh haben bei jedem Beispiel denselben Verlust.</translation>
    </message>
    <message>
        <source>%1 and raw are right on the same samples.</source>
        <translation>%1 und roh haben bei denselben Beispielen recht.</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 samples and the higher on %3.</source>
        <translation>%1 hat bei %2 Beispielen den niedrigeren Verlust und bei %3 den höheren.</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 samples and the higher on %3: no clear difference.</source>
        <translation>%1 hat bei %2 Beispielen den niedrigeren Verlust und bei %3 den höheren: kein klarer Unterschied.</translation>
    </message>
    <message>
        <source>%1 corrects %2 and breaks %3: no clear difference.</source>
        <translation>%1 berichtigt %2 und verdirbt %3: kein klarer Unterschied.</translation>
    </message>
    <message>
        <source>%1 corrects %2 tokens that raw gets wrong and breaks %3.</source>
        <translation>%1 berichtigt %2 Token, bei denen roh falsch liegt, und verdirbt %3.</translation>
    </message>
    <message>
        <source>%1 corrects %2 sample that raw gets wrong and breaks %3.</source>
        <translation>%1 berichtigt %2 Beispiel, bei dem roh falsch liegt, und verdirbt %3.</translation>
    </message>
    <message>
        <source>%1 corrects %2 samples that raw gets wrong and breaks %3.</source>
        <translation>%1 berichtigt %2 Beispiele, bei denen roh falsch liegt, und verdirbt %3.</translation>
    </message>
    <message>
        <source>one step of one run</source>
        <translation>ein Schritt eines Laufs</translation>
    </message>
    <message>
        <source>No test: tokens of one text depend on each other · %1</source>
        <translation>Kein Test: Die Token eines Textes hängen voneinander ab · %1</translation>
    </message>
    <message>
        <source>Exact sign test, %1 · %2</source>
        <translation>Exakter Vorzeichentest, %1 · %2</translation>
    </message>
    <message>
        <source>Exact McNemar test, %1 · %2</source>
        <translation>Exakter McNemar-Test, %1 · %2</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>the mix</source>
        <translation>die Mischung</translation>
    </message>
    <message>
        <source>main track</source>
        <translation>Hauptspur</translation>
    </message>
    <message>
        <source>track %1</source>
        <translation>Spur %1</translation>
    </message>
    <message>
        <source>, half-life %1</source>
        <translation>, Halbwertszeit %1</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>nicht endlich</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>sample %1</source>
        <translation>Beispiel %1</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>, %1</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 sample and the higher on %3.</source>
        <translation>%1 hat bei %2 Beispiel den niedrigeren Verlust und bei %3 den höheren.</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 sample and the higher on %3: no clear difference.</source>
        <translation>%1 hat bei %2 Beispiel den niedrigeren Verlust und bei %3 den höheren: kein klarer Unterschied.</translation>
    </message>
    <message>
        <source>%1 corrects %2 token that raw gets wrong and breaks %3.</source>
        <translation>%1 berichtigt %2 Token, bei dem roh falsch liegt, und verdirbt %3.</translation>
    </message>
</context>
<context>
    <name>EventsTable</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Click an event, or press Enter, to show its step on the chart.</source>
        <translation>Klicken Sie auf ein Ereignis oder drücken Sie die Eingabetaste, um seinen Schritt im Diagramm zu zeigen.</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>step skipped: %1 not finite (%2 so far); the weights did not change</source>
        <translation>Schritt übersprungen: %1 nicht endlich (%2 bisher); die Gewichte haben sich nicht geändert</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Run %1: %2, seed %3</source>
        <translation>Lauf %1: %2, Seed %3</translation>
    </message>
    <message>
        <source>ended by a new run</source>
        <translation>durch einen neuen Lauf beendet</translation>
    </message>
    <message>
        <source>ended before its last step</source>
        <translation>vor dem letzten Schritt beendet</translation>
    </message>
    <message>
        <source>Click to show this step on the chart</source>
        <translation>Ein Klick zeigt diesen Schritt im Diagramm</translation>
    </message>
    <message>
        <source>Events %1</source>
        <translation>Ereignisse %1</translation>
    </message>
    <message>
        <source>average %1, made from snapshots: loss %2</source>
        <translation>Mittelwert %1, aus Schnappschüssen gemacht: Verlust %2</translation>
    </message>
    <message>
        <source>losses between raw and %1: %2</source>
        <translation>Verluste zwischen roh und %1: %2</translation>
    </message>
    <message>
        <source>losses on the test samples: %1</source>
        <translation>Verluste auf den Testbeispielen: %1</translation>
    </message>
    <message>
        <source>Stored run: %1, seed %2</source>
        <translation>Gespeicherter Lauf: %1, Seed %2</translation>
    </message>
    <message>
        <source>Log of another tool: %1</source>
        <translation>Log eines anderen Programms: %1</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Log file or folder:</source>
        <translation>Logdatei oder Ordner:</translation>
    </message>
    <message>
        <source>Logs of TensorBoard, Trackio, Lightning, Trainer (*tfevents* *.db *.csv *.json)</source>
        <translation>Logs von TensorBoard, Trackio, Lightning, Trainer (*tfevents* *.db *.csv *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>MadeOfCard</name>
    <message>
        <source>What the average is made of</source>
        <translation>Woraus der Mittelwert besteht</translation>
    </message>
    <message>
        <source>There is no average.</source>
        <translation>Es gibt keinen Mittelwert.</translation>
    </message>
    <message>
        <source>Not shown: %1.</source>
        <translation>Nicht gezeigt: %1.</translation>
    </message>
    <message>
        <source>Nothing was averaged yet.</source>
        <translation>Noch wurde nichts gemittelt.</translation>
    </message>
    <message>
        <source>mean age %1 steps</source>
        <translation>mittleres Alter %1 Schritte</translation>
    </message>
    <message>
        <source>effective number of samples: %1</source>
        <translation>effektive Stichprobengröße: %1</translation>
    </message>
    <message>
        <source>90 % of it is at most %1 steps old</source>
        <translation>90 % davon sind höchstens %1 Schritte alt</translation>
    </message>
    <message>
        <source>%1 % is still a copy of the weights after step %2</source>
        <translation>%1 % sind noch eine Kopie der Gewichte nach Schritt %2</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Written: %1 · %2 after step %3 · %4 bytes</source>
        <translation>Geschrieben: %1 · %2 nach Schritt %3 · %4 Bytes</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>RunOfLogDialog</name>
    <message>
        <source>Choose a run</source>
        <translation>Lauf wählen</translation>
    </message>
    <message>
        <source>%1 has several runs:</source>
        <translation>%1 hat mehrere Läufe:</translation>
    </message>
    <message>
        <source>Runs of the log</source>
        <translation>Läufe des Logs</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>best raw</source>
        <translation>roh, bester</translation>
    </message>
    <message>
        <source>best average</source>
        <translation>Mittel, bestes</translation>
    </message>
    <message>
        <source>Δ</source>
        <translation>Δ</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>preset</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>what to look for</source>
        <translation>worauf achten</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>%1, %2 parameters</source>
        <translation>%1, %2 Parameter</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>%1, %2 for training, %3 for validation</source>
        <translation>%1, %2 zum Training, %3 zur Validierung</translation>
    </message>
    <message>
        <source>%1 %2 samples for training, %3 for validation.</source>
        <translation>%1 %2 Beispiele zum Training, %3 zur Validierung.</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>evaluate every</source>
        <translation>auswerten alle</translation>
    </message>
    <message>
        <source>For a restart. Esc restores the value of this run.</source>
        <translation>Für einen Neustart. Esc stellt den Wert dieses Laufs wieder her.</translation>
    </message>
    <message>
        <source>Restart with these</source>
        <translation>Mit diesen neu starten</translation>
    </message>
    <message>
        <source>From step 0, with the present settings of the tracks</source>
        <translation>Ab Schritt 0, mit den jetzigen Einstellungen der Spuren</translation>
    </message>
    <message>
        <source>Change a value first</source>
        <translation>Ändern Sie erst einen Wert</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>rate schedule</source>
        <translation>Verlauf der Lernrate</translation>
    </message>
    <message>
        <source>imported from</source>
        <translation>importiert aus</translation>
    </message>
</context>
<context>
    <name>WeightsPlot</name>
    <message>
        <source>Weight of past steps</source>
        <translation>Gewicht vergangener Schritte</translation>
    </message>
    <message>
        <source>%1 steps ago</source>
        <translation>vor %1 Schritten</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>emascope</name>
    <message>
        <source>Two spirals</source>
        <translation>Zwei Spiralen</translation>
    </message>
    <message>
        <source>Why average? · MLP</source>
        <translation>Warum mitteln? · MLP</translation>
    </message>
    <message>
        <source>The raw weights never settle. Their average is calm, and lower by about a fifth.</source>
        <translation>Die rohen Gewichte kommen nie zur Ruhe. Ihr Mittelwert ist ruhig und um etwa ein Fünftel niedriger.</translation>
    </message>
    <message>
        <source>Wrong labels</source>
        <translation>Falsche Labels</translation>
    </message>
    <message>
        <source>handwritten digits · CNN</source>
        <translation>Handgeschriebene Ziffern · CNN</translation>
    </message>
    <message>
        <source>One label in ten is wrong: raw misreads 83 of 500 digits, the average 17.</source>
        <translation>Eines von zehn Labels ist falsch: roh liest 83 von 500 Ziffern falsch, der Mittelwert 17.</translation>
    </message>
    <message>
        <source>Noisy targets</source>
        <translation>Verrauschte Zielwerte</translation>
    </message>
    <message>
        <source>fitting a curve · MLP</source>
        <translation>Anpassen einer Kurve · MLP</translation>
    </message>
    <message>
        <source>Every batch pulls the curve its own way; the average lies close to the truth.</source>
        <translation>Jeder Batch zieht die Kurve in seine Richtung; der Mittelwert liegt nah an der Wahrheit.</translation>
    </message>
    <message>
        <source>Noisy bowl</source>
        <translation>Verrauschte Mulde</translation>
    </message>
    <message>
        <source>Where is the bottom? · two numbers</source>
        <translation>Wo ist der Boden? · zwei Zahlen</translation>
    </message>
    <message>
        <source>Raw wanders around the bottom for ever. The average comes much nearer.</source>
        <translation>Roh irrt für immer um den Boden herum. Der Mittelwert kommt viel näher.</translation>
    </message>
    <message>
        <source>Noisy signal</source>
        <translation>Verrauschtes Signal</translation>
    </message>
    <message>
        <source>What is an average? · no network</source>
        <translation>Was ist ein Mittelwert? · kein Netz</translation>
    </message>
    <message>
        <source>The signal jumps half-way: an average needs some half-lives to be right again.</source>
        <translation>Das Signal springt auf halbem Weg: Ein Mittelwert braucht einige Halbwertszeiten, bis er wieder stimmt.</translation>
    </message>
    <message>
        <source>Ring of Gaussians</source>
        <translation>Ring aus Gauß-Verteilungen</translation>
    </message>
    <message>
        <source>Why diffusion models ship the average</source>
        <translation>Warum Diffusionsmodelle gemittelt werden</translation>
    </message>
    <message>
        <source>The averaged denoiser has less than half of the error of the raw one.</source>
        <translation>Der gemittelte Entrauscher hat weniger als die Hälfte des Fehlers des rohen.</translation>
    </message>
    <message>
        <source>Transfer learning</source>
        <translation>Transfer-Lernen</translation>
    </message>
    <message>
        <source>a new head, then all of it · CNN</source>
        <translation>ein neuer Kopf, dann alles · CNN</translation>
    </message>
    <message>
        <source>At step 500 the network thaws: raw jumps, the average hardly notices.</source>
        <translation>Bei Schritt 500 taut das Netz auf: Roh springt, der Mittelwert merkt kaum etwas.</translation>
    </message>
    <message>
        <source>Next character</source>
        <translation>Nächstes Zeichen</translation>
    </message>
    <message>
        <source>language · small transformer</source>
        <translation>Sprache · kleiner Transformer</translation>
    </message>
    <message>
        <source>It learns to spell, and its average is hundreds of steps ahead of raw.</source>
        <translation>Er lernt buchstabieren, und sein Mittelwert ist roh um Hunderte von Schritten voraus.</translation>
    </message>
    <message>
        <source>Rate to zero</source>
        <translation>Lernrate auf null</translation>
    </message>
    <message>
        <source>When averaging does not help · two spirals</source>
        <translation>Wann Mitteln nicht hilft · zwei Spiralen</translation>
    </message>
    <message>
        <source>The rate falls to zero, and raw and average end in the same loss.</source>
        <translation>Die Lernrate fällt auf null, und roh und Mittelwert enden beim selben Verlust.</translation>
    </message>
    <message>
        <source>Optimizer steps</source>
        <translation>Schritte des Optimierers</translation>
    </message>
    <message>
        <source>Passes through the training set, instead of steps</source>
        <translation>Durchgänge durch die Trainingsdaten, anstelle von Schritten</translation>
    </message>
    <message>
        <source>Samples per gradient pass</source>
        <translation>Beispiele je Gradientenberechnung</translation>
    </message>
    <message>
        <source>Optimizer, followed by its parameters if they differ from the defaults:
sgd,momentum=0.9</source>
        <translation>Optimierer, dahinter seine Parameter, wenn sie von den Vorgaben abweichen:
sgd,momentum=0.9</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How the learning rate changes during the run: cosine,warmup=100</source>
        <translation>Wie sich die Lernrate im Lauf ändert: cosine,warmup=100</translation>
    </message>
    <message>
        <source>Averages of the weights, one per line; the first is the main track:
slow:schedule=constant,beta=0.999</source>
        <translation>Mittelwerte der Gewichte, je eine Zeile; die erste ist die Hauptspur:
slow:schedule=constant,beta=0.999</translation>
    </message>
    <message>
        <source>Seed of the initial weights and the order of the batches</source>
        <translation>Seed der anfänglichen Gewichte und der Reihenfolge der Batches</translation>
    </message>
    <message>
        <source>Maximal steps per second; 0 is unlimited. If empty, the run is slowed down so that it takes at least 20 s</source>
        <translation>Höchstens so viele Schritte je Sekunde; 0 ist unbegrenzt. Ohne Angabe wird der Lauf so verlangsamt, dass er mindestens 20 s dauert</translation>
    </message>
    <message>
        <source>engine&apos;s default</source>
        <translation>Vorgabe der Engine</translation>
    </message>
    <message>
        <source>file or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>the last column</source>
        <translation>die letzte Spalte</translation>
    </message>
    <message>
        <source>by their names</source>
        <translation>nach ihren Namen</translation>
    </message>
    <message>
        <source>inferred from the targets</source>
        <translation>nach den Zielwerten</translation>
    </message>
    <message>
        <source>those found</source>
        <translation>die gefundenen</translation>
    </message>
    <message>
        <source>size of the images</source>
        <translation>Größe der Bilder</translation>
    </message>
    <message>
        <source>built for the data</source>
        <translation>passend zu den Daten gebaut</translation>
    </message>
    <message>
        <source>task default</source>
        <translation>je nach Aufgabe</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation>Verlauf der Lernrate</translation>
    </message>
    <message>
        <source>from the number of steps</source>
        <translation>aus der Zahl der Schritte</translation>
    </message>
    <message>
        <source>slow enough for 20 s</source>
        <translation>mindestens 20 s Laufzeit</translation>
    </message>
    <message>
        <source>SHA-256 of the model</source>
        <translation>SHA-256 des Modells</translation>
    </message>
    <message>
        <source>Yes, run this program&apos;s code</source>
        <translation>Ja, den Code dieses Programms ausführen</translation>
    </message>
    <message>
        <source>this LibTorch has no CUDA half (./app/run --cuda adds it)</source>
        <translation>dieses LibTorch hat keinen CUDA-Teil (./app/run --cuda fügt ihn hinzu)</translation>
    </message>
    <message>
        <source>LibTorch cannot use the GPU with this NVIDIA driver</source>
        <translation>LibTorch kann die GPU mit diesem NVIDIA-Treiber nicht benutzen</translation>
    </message>
    <message>
        <source>a GPU is usable</source>
        <translation>eine GPU ist nutzbar</translation>
    </message>
    <message>
        <source>no GPU found</source>
        <translation>keine GPU gefunden</translation>
    </message>
    <message>
        <source>faster than the GPU for a model this small</source>
        <translation>bei einem so kleinen Modell schneller als die GPU</translation>
    </message>
    <message>
        <source>LibTorch cannot use this GPU</source>
        <translation>LibTorch kann diese GPU nicht benutzen</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>so verlangt</translation>
    </message>
    <message>
        <source>no NVIDIA driver found</source>
        <translation>kein NVIDIA-Treiber gefunden</translation>
    </message>
    <message>
        <source>text generated from the start of the validation text</source>
        <translation>Text, erzeugt ab dem Anfang des Validierungstextes</translation>
    </message>
    <message>
        <source>the fitted curve</source>
        <translation>die angepasste Kurve</translation>
    </message>
    <message>
        <source>points generated from noise</source>
        <translation>aus Rauschen erzeugte Punkte</translation>
    </message>
    <message>
        <source>estimated value of each sensor</source>
        <translation>geschätzter Wert jedes Sensors</translation>
    </message>
    <message>
        <source>misclassified validation images</source>
        <translation>falsch erkannte Validierungsbilder</translation>
    </message>
    <message>
        <source>distance to the minimum</source>
        <translation>Abstand zum Minimum</translation>
    </message>
    <message>
        <source>predicted spiral of each point</source>
        <translation>vorhergesagte Spirale jedes Punktes</translation>
    </message>
    <message>
        <source>Your own data</source>
        <translation>Eigene Daten</translation>
    </message>
    <message>
        <source>A network sized to your data, trained with Adam. Change any setting.</source>
        <translation>Ein Netz passend zu Ihren Daten, mit Adam trainiert. Jede Einstellung lässt sich ändern.</translation>
    </message>
    <message>
        <source>this program does not know the rule</source>
        <translation>dieses Programm kennt die Regel nicht</translation>
    </message>
    <message>
        <source>its settings are in epochs of unknown length</source>
        <translation>ihre Angaben sind in Epochen unbekannter Länge</translation>
    </message>
    <message>
        <source>the rule is not a weighted mean of all past steps</source>
        <translation>die Regel ist kein gewichtetes Mittel aller vergangenen Schritte</translation>
    </message>
    <message>
        <source>no evaluation yet</source>
        <translation>noch keine Auswertung</translation>
    </message>
    <message>
        <source>the run is too long to list its steps</source>
        <translation>der Lauf ist zu lang, um seine Schritte aufzuzählen</translation>
    </message>
    <message>
        <source>Any half-life up to %1 steps is within the noise of the best (%2).</source>
        <translation>Jede Halbwertszeit bis %1 Schritte ist im Rahmen des Rauschens so gut wie die beste (%2).</translation>
    </message>
    <message>
        <source>Any half-life of %1 or more steps is within the noise of the best (%2).</source>
        <translation>Jede Halbwertszeit ab %1 Schritten ist im Rahmen des Rauschens so gut wie die beste (%2).</translation>
    </message>
    <message>
        <source>Any half-life from %1 to %2 steps is within the noise of the best (%3).</source>
        <translation>Jede Halbwertszeit von %1 bis %2 Schritten ist im Rahmen des Rauschens so gut wie die beste (%3).</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1 is within the noise of the best (%2).</source>
        <translation>%1 ist im Rahmen des Rauschens so gut wie der beste Mittelwert (%2).</translation>
    </message>
    <message>
        <source>%1 are within the noise of the best (%2).</source>
        <translation>%1 sind im Rahmen des Rauschens so gut wie der beste Mittelwert (%2).</translation>
    </message>
    <message>
        <source>Too early to tell: %1 of %2 evaluations.</source>
        <translation>Noch zu früh: %1 von %2 Auswertungen.</translation>
    </message>
    <message>
        <source>No half-life stands out yet.</source>
        <translation>Noch sticht keine Halbwertszeit hervor.</translation>
    </message>
    <message>
        <source>No other half-life is within the noise of the best (%1).</source>
        <translation>Keine andere Halbwertszeit ist im Rahmen des Rauschens so gut wie die beste (%1).</translation>
    </message>
    <message>
        <source>± at least %1</source>
        <translation>± mindestens %1</translation>
    </message>
    <message>
        <source>%1 ± at least %2 %</source>
        <translation>%1 ± mindestens %2 %</translation>
    </message>
    <message>
        <source>too early</source>
        <translation>zu früh</translation>
    </message>
    <message>
        <source>settling</source>
        <translation>schwingt ein</translation>
    </message>
    <message>
        <source>no comparison</source>
        <translation>kein Vergleich</translation>
    </message>
    <message>
        <source>more than 10 times higher</source>
        <translation>mehr als 10-mal so hoch</translation>
    </message>
    <message>
        <source>all of the last %1</source>
        <translation>allen der letzten %1</translation>
    </message>
    <message>
        <source>%1 of the last %2</source>
        <translation>%1 der letzten %2</translation>
    </message>
    <message>
        <source>%1 and equal in %2 of the last %3</source>
        <translation>%1 und gleich in %2 der letzten %3</translation>
    </message>
    <message>
        <source>equal in all of the last %1</source>
        <translation>gleich in allen der letzten %1</translation>
    </message>
    <message>
        <source>equal within noise (%1 %2 higher)</source>
        <translation>gleich im Rahmen des Rauschens (%1 %2 höher)</translation>
    </message>
    <message>
        <source>equal within noise (%1 %2 lower)</source>
        <translation>gleich im Rahmen des Rauschens (%1 %2 niedriger)</translation>
    </message>
    <message>
        <source>raw lower in %1, %2 more than 10 times higher</source>
        <translation>roh niedriger in %1, %2 mehr als 10-mal so hoch</translation>
    </message>
    <message>
        <source>raw lower in %1, %2 higher by %3</source>
        <translation>roh niedriger in %1, %2 um %3 höher</translation>
    </message>
    <message>
        <source>%1 lower in %2, by %3</source>
        <translation>%1 niedriger in %2, um %3</translation>
    </message>
    <message>
        <source>too early to tell: %1 of %2 evaluations</source>
        <translation>noch zu früh: %1 von %2 Auswertungen</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed</source>
        <translation>zu wenige Auswertungen: %1 der nötigen %2</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; %3 lower in all %1</source>
        <translation>zu wenige Auswertungen: %1 der nötigen %2; %3 niedriger in allen %1</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; raw lower in all %1</source>
        <translation>zu wenige Auswertungen: %1 der nötigen %2; roh niedriger in allen %1</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; %3 lower in %4</source>
        <translation>zu wenige Auswertungen: %1 der nötigen %2; %3 niedriger in %4</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; raw lower in %3</source>
        <translation>zu wenige Auswertungen: %1 der nötigen %2; roh niedriger in %3</translation>
    </message>
    <message>
        <source>too few evaluations</source>
        <translation>zu wenige Auswertungen</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>zu wenige</translation>
    </message>
    <message>
        <source>no clear difference in %1 evaluations</source>
        <translation>kein klarer Unterschied in %1 Auswertungen</translation>
    </message>
    <message>
        <source>too early to tell: no clear difference in %1 evaluations</source>
        <translation>noch zu früh: kein klarer Unterschied in %1 Auswertungen</translation>
    </message>
    <message>
        <source>no clear difference</source>
        <translation>kein klarer Unterschied</translation>
    </message>
    <message>
        <source>not clear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>settling: %1 of %2 steps</source>
        <translation>schwingt ein: %1 von %2 Schritten</translation>
    </message>
    <message>
        <source>%1, still remembers step %2</source>
        <translation>%1, erinnert sich noch an Schritt %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2, %3 equal</source>
        <translation>%1 von %2, %3 gleich</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>How strongly the weights are pulled toward zero.</source>
        <translation>Wie stark die Gewichte zur Null hin gezogen werden.</translation>
    </message>
    <message>
        <source>Your own data: CSV, NPY, NPZ, IDX, CIFAR-10, or a folder of images</source>
        <translation>Eigene Daten: CSV, NPY, NPZ, IDX, CIFAR-10 oder ein Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Target: column or array by name, or column by number from 1;
default: the last column</source>
        <translation>Zielwert: Spalte oder Array nach Namen, oder Spalte nach Nummer ab 1;
sonst die letzte Spalte</translation>
    </message>
    <message>
        <source>Targets in a separate file: IDX, NPY or CSV (file name, label)</source>
        <translation>Zielwerte in einer eigenen Datei: IDX, NPY oder CSV (Dateiname, Label)</translation>
    </message>
    <message>
        <source>Validation set in a separate file, read like --data</source>
        <translation>Validierungsdaten in einer eigenen Datei, gelesen wie --data</translation>
    </message>
    <message>
        <source>Targets of the validation set, as --labels</source>
        <translation>Zielwerte der Validierungsdaten, wie --labels</translation>
    </message>
    <message>
        <source>Test set in a separate file, evaluated once at the end</source>
        <translation>Testdaten in einer eigenen Datei, einmal am Ende ausgewertet</translation>
    </message>
    <message>
        <source>Targets of the test set, as --labels</source>
        <translation>Zielwerte der Testdaten, wie --labels</translation>
    </message>
    <message>
        <source>Column or array to leave out; repeat for more</source>
        <translation>Spalte oder Array, die wegbleiben; mehrere sind möglich</translation>
    </message>
    <message>
        <source>Column that assigns each row to train, validation or test</source>
        <translation>Spalte, die jede Zeile train, validation oder test zuordnet</translation>
    </message>
    <message>
        <source>Folders of images to use as splits: train=A,validation=B,test=C, or none;
default: recognized by their names</source>
        <translation>Ordner mit Bildern als Teile: train=A,validation=B,test=C oder none;
sonst an ihren Namen erkannt</translation>
    </message>
    <message>
        <source>Samples equal to an earlier one: keep (and report), drop, or refuse</source>
        <translation>Beispiele, die einem früheren gleichen: keep (behalten und melden), drop oder refuse</translation>
    </message>
    <message>
        <source>classification or regression; default: inferred from the targets</source>
        <translation>classification oder regression; sonst aus den Zielwerten erschlossen</translation>
    </message>
    <message>
        <source>Labels are 0 to N-1, including those that do not occur</source>
        <translation>Labels sind 0 bis N-1, auch solche, die nicht vorkommen</translation>
    </message>
    <message>
        <source>Whether the first line of a table names the columns: auto, yes or no</source>
        <translation>Ob die erste Zeile einer Tabelle die Spalten benennt: auto, yes oder no</translation>
    </message>
    <message>
        <source>Column separator of a table: auto, comma, semicolon, tab, pipe, blanks or any
one character</source>
        <translation>Trennzeichen der Spalten einer Tabelle: auto, comma, semicolon, tab, pipe, blanks oder
ein beliebiges Zeichen</translation>
    </message>
    <message>
        <source>Decimal separator of a table: auto, point or comma; the other one may then
separate thousands</source>
        <translation>Dezimalzeichen einer Tabelle: auto, point oder comma; das andere darf dann
Tausender trennen</translation>
    </message>
    <message>
        <source>Encoding of a table&apos;s text columns: one-hot, ordinal (position in
alphabetical order), or auto (one-hot for up to 50 different texts)</source>
        <translation>Kodierung der Textspalten einer Tabelle: one-hot, ordinal (Platz in alphabetischer
Reihenfolge) oder auto (one-hot bis zu 50 verschiedenen Texten)</translation>
    </message>
    <message>
        <source>Array of an NPZ archive to use as x or y of train, validation or test:
train.x=pixels. Without SPLIT: x or y of all samples. Repeat for more</source>
        <translation>Array eines NPZ-Archivs, das als x oder y von train, validation oder test dient:
train.x=pixels. Ohne SPLIT: x oder y aller Beispiele. Mehrere sind möglich</translation>
    </message>
    <message>
        <source>Replace missing numbers by the mean of the training set</source>
        <translation>Fehlende Zahlen durch das Mittel der Trainingsdaten ersetzen</translation>
    </message>
    <message>
        <source>Leave out samples that cannot be read</source>
        <translation>Beispiele auslassen, die sich nicht lesen lassen</translation>
    </message>
    <message>
        <source>Resize images to this height and width</source>
        <translation>Bilder auf diese Höhe und Breite bringen</translation>
    </message>
    <message>
        <source>1 for grayscale, 3 for color</source>
        <translation>1 für Graustufen, 3 für Farbe</translation>
    </message>
    <message>
        <source>Memory for the data in MiB (2048); larger data are read during training</source>
        <translation>Speicher für die Daten in MiB (2048); größere Daten werden während des Trainings gelesen</translation>
    </message>
    <message>
        <source>Share of the samples in the validation set (0.15)</source>
        <translation>Anteil der Beispiele zur Validierung (0.15)</translation>
    </message>
    <message>
        <source>Share of the samples in the test set, evaluated once at the end (0.15)</source>
        <translation>Anteil der Beispiele zum Testen, einmal am Ende ausgewertet (0.15)</translation>
    </message>
    <message>
        <source>scaled: to mean 0 and standard deviation 1 of the training set; as-is; or auto:
as-is if the network begins with an embedding, which takes integers, else scaled</source>
        <translation>scaled: auf Mittel 0 und Standardabweichung 1 der Trainingsdaten; as-is: wie sie sind; oder auto:
as-is, wenn das Netz mit einem Embedding beginnt, das ganze Zahlen nimmt, sonst scaled</translation>
    </message>
    <message>
        <source>Augmentation: mirror half of the training images left to right</source>
        <translation>Augmentierung: die Hälfte der Trainingsbilder seitenverkehrt spiegeln</translation>
    </message>
    <message>
        <source>Augmentation: shift training images by up to PIXELS in each direction</source>
        <translation>Augmentierung: Trainingsbilder um bis zu PIXELS in jede Richtung verschieben</translation>
    </message>
    <message>
        <source>Augmentation: scale brightness and contrast of training images by 1 ± X</source>
        <translation>Augmentierung: Helligkeit und Kontrast der Trainingsbilder mit 1 ± X multiplizieren</translation>
    </message>
    <message>
        <source>Threads that read data ahead during training (1)</source>
        <translation>Threads, die während des Trainings Daten vorauslesen (1)</translation>
    </message>
    <message>
        <source>mlp, cnn or resnet, sized to the data; a JSON file of layers; or a TorchScript
file</source>
        <translation>mlp, cnn oder resnet, passend zu den Daten; eine JSON-Datei mit Schichten; oder eine
TorchScript-Datei</translation>
    </message>
    <message>
        <source>Train the program in the TorchScript file. It cannot create files, open
connections, start programs or take more memory than is free; =full: it runs
with all your rights</source>
        <translation>Das Programm in der TorchScript-Datei trainieren. Es kann keine Dateien anlegen, keine
Verbindungen öffnen, keine Programme starten und nicht mehr Speicher nehmen, als frei ist;
=full: Es läuft mit allen Ihren Rechten</translation>
    </message>
    <message>
        <source>Refuse the TorchScript file unless it has this SHA-256</source>
        <translation>Die TorchScript-Datei ablehnen, wenn sie nicht diese SHA-256 hat</translation>
    </message>
    <message>
        <source>Time limit of a step or an evaluation of a TorchScript file (600); 0 = none</source>
        <translation>Zeitgrenze eines Schritts oder einer Auswertung einer TorchScript-Datei (600); 0 = keine</translation>
    </message>
    <message>
        <source>JSON file of new last layers. They replace the layers from --cut on; without
--cut they are added after the end of a TorchScript file</source>
        <translation>JSON-Datei neuer letzter Schichten. Sie ersetzen die Schichten ab --cut; ohne
--cut kommen sie an das Ende einer TorchScript-Datei</translation>
    </message>
    <message>
        <source>First layer that the head replaces, by name; in a TorchScript file a submodule</source>
        <translation>Erste Schicht, die der Kopf ersetzt, mit ihrem Namen; in einer TorchScript-Datei ein Untermodul</translation>
    </message>
    <message>
        <source>Load the weights that fit, and report the others</source>
        <translation>Die passenden Gewichte laden und die anderen melden</translation>
    </message>
    <message>
        <source>Parameters not to train, as a glob: &quot;stem.*&quot;; repeat for more. A frozen
BatchNorm keeps its statistics</source>
        <translation>Parameter, die nicht trainiert werden, als Muster: &quot;stem.*&quot;; mehrere sind möglich. Eine eingefrorene
BatchNorm behält ihre Statistik</translation>
    </message>
    <message>
        <source>Parameters to train although the TorchScript file has them frozen; repeat for
more</source>
        <translation>Parameter, die trainiert werden, obwohl sie in der TorchScript-Datei eingefroren sind; mehrere
sind möglich</translation>
    </message>
    <message>
        <source>cross-entropy, mse, mae, or bce (two classes from one output); default: that
of the task</source>
        <translation>cross-entropy, mse, mae oder bce (zwei Klassen aus einer Ausgabe); sonst der
zur Aufgabe</translation>
    </message>
    <message>
        <source>Label smoothing of the training loss, 0 to below 1</source>
        <translation>Label Smoothing des Trainingsverlusts, 0 bis unter 1</translation>
    </message>
    <message>
        <source>first copy</source>
        <translation>erste Kopie</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>Vorlauf</translation>
    </message>
    <message>
        <source>update every</source>
        <translation>Update alle</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>Rampe</translation>
    </message>
    <message>
        <source>cap</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>floor</source>
        <translation>Untergrenze</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>konstant</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source>The mean age of this average is %1 steps, %2 of the run: it will lag behind the weights. More than %3 is usually too long.</source>
        <translation>Das mittlere Alter dieses Mittelwerts ist %1 Schritte, %2 des Laufs: Er hinkt den Gewichten hinterher. Mehr als %3 ist meist zu lang.</translation>
    </message>
    <message>
        <source>%1 of it is still the initial copy.</source>
        <translation>%1 davon sind noch die anfängliche Kopie.</translation>
    </message>
    <message>
        <source>It is updated only every %1 steps, so the same settings average over a longer time than with an update at every step.</source>
        <translation>Er wird nur alle %1 Schritte aktualisiert; dieselben Einstellungen mitteln dann über eine längere Zeit als mit einer Aktualisierung bei jedem Schritt.</translation>
    </message>
    <message>
        <source>Start with: beta %1, half-life %2 steps.</source>
        <translation>Beginnen Sie mit: beta %1, Halbwertszeit %2 Schritte.</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Step size of each update.</source>
        <translation>Größe der Trainingsschritte.</translation>
    </message>
    <message>
        <source>Language · next character, small transformer</source>
        <translation>Sprache · nächstes Zeichen, kleiner Transformer</translation>
    </message>
    <message>
        <source>A transformer learns to spell from six chapters of Alice in Wonderland. At this constant learning rate the averaged weights are hundreds of steps ahead: the raw weights reach the same perplexity only much later.</source>
        <translation>Ein Transformer lernt anhand von sechs Kapiteln von „Alice im Wunderland“ buchstabieren. Bei dieser konstanten Lernrate sind die gemittelten Gewichte um Hunderte von Schritten voraus: Die rohen erreichen dieselbe Perplexität erst viel später.</translation>
    </message>
    <message>
        <source>Noisy targets · fitting a curve, MLP</source>
        <translation>Verrauschte Zielwerte · Anpassen einer Kurve, MLP</translation>
    </message>
    <message>
        <source>Every batch pulls the curve toward its own noise. The raw curve jitters around the true one. With averaged weights the curve is much closer to it, although only weights are averaged, never curves.</source>
        <translation>Jeder Batch zieht die Kurve zu seinem eigenen Rauschen hin. Die rohe Kurve zittert um die wahre. Mit gemittelten Gewichten liegt die Kurve viel näher daran, obwohl nur Gewichte gemittelt werden, nie Kurven.</translation>
    </message>
    <message>
        <source>Why diffusion models ship the average · ring of 8 Gaussians</source>
        <translation>Warum Diffusionsmodelle gemittelt werden · Ring aus 8 Gauß-Verteilungen</translation>
    </message>
    <message>
        <source>Most of a denoiser&apos;s training loss is noise that no network can predict, so this demo measures the distance to the exact denoiser. By that measure the averaged weights have half the error of the raw ones. An average over too many steps lags behind a network that is still improving.</source>
        <translation>Der Trainingsverlust eines Entrauschers ist größtenteils Rauschen, das kein Netz vorhersagen kann; daher misst diese Demo den Abstand zum exakten Entrauscher. So gemessen haben die gemittelten Gewichte den halben Fehler der rohen. Ein Mittelwert über zu viele Schritte hinkt einem Netz hinterher, das noch besser wird.</translation>
    </message>
    <message>
        <source>Wrong labels · handwritten digits, CNN</source>
        <translation>Falsche Labels · handgeschriebene Ziffern, CNN</translation>
    </message>
    <message>
        <source>One training label in ten is wrong, and the raw weights follow each wrong label. The average of weights and BatchNorm statistics does not: it has about half the loss and reads ten percent more digits correctly.</source>
        <translation>Eines von zehn Trainingslabels ist falsch, und die rohen Gewichte folgen jedem falschen Label. Der Mittelwert der Gewichte und der BatchNorm-Statistik tut das nicht: Er hat etwa den halben Verlust und liest zehn Prozent mehr Ziffern richtig.</translation>
    </message>
    <message>
        <source>What is an average? · noisy signal, no network</source>
        <translation>Was ist ein Mittelwert? · verrauschtes Signal, kein Netz</translation>
    </message>
    <message>
        <source>The weights are simply the latest observations. While the signal is constant, the ordinary mean of all observations is the best estimate. After the jump at step 2,000 that mean never forgets the old level; an exponential average is right again after a few half-lives. Training is such a signal: early weights are observations of a state that has passed.</source>
        <translation>Die Gewichte sind hier einfach die neuesten Messwerte. Solange das Signal konstant ist, ist der gewöhnliche Mittelwert aller Messwerte die beste Schätzung. Nach dem Sprung bei Schritt 2000 vergisst er den alten Stand nie; ein exponentiell gleitender stimmt nach einigen Halbwertszeiten wieder. Training ist so ein Signal: Frühe Gewichte sind Messwerte eines Zustands, der vergangen ist.</translation>
    </message>
    <message>
        <source>Where is the bottom? · noisy bowl, two numbers</source>
        <translation>Wo ist der Boden? · verrauschte Mulde, zwei Zahlen</translation>
    </message>
    <message>
        <source>The bottom is known, but the gradients point to it only on average. At a constant learning rate the raw position wanders around the bottom forever, at a distance set by the rate. Its average is closer, and a longer average is closer still, once it has forgotten the way down.</source>
        <translation>Der Boden ist bekannt, aber die Gradienten zeigen nur im Mittel dorthin. Bei konstanter Lernrate irrt die rohe Position für immer um den Boden, in einem Abstand, den die Lernrate bestimmt. Ihr Mittelwert ist näher, und ein längerer noch näher, sobald er den Weg hinab vergessen hat.</translation>
    </message>
    <message>
        <source>Transfer learning · a new head, then all of the network</source>
        <translation>Transfer-Lernen · ein neuer Kopf, dann das ganze Netz</translation>
    </message>
    <message>
        <source>The convolutions have learned the digits 0 to 4; a new head learns 5 to 9 from few images, some with wrong labels. For 500 steps only the head is trained. Then the whole network is unfrozen, and the raw loss more than doubles. The average hardly changes, and is the better network from then on.</source>
        <translation>Die Faltungen haben die Ziffern 0 bis 4 gelernt; ein neuer Kopf lernt 5 bis 9 aus wenigen Bildern, manche mit falschen Labels. 500 Schritte lang wird nur der Kopf trainiert. Dann taut das ganze Netz auf, und der rohe Verlust wird mehr als doppelt so groß. Der Mittelwert ändert sich kaum und ist von da an das bessere Netz.</translation>
    </message>
    <message>
        <source>When averaging does not help · two spirals, rate to zero</source>
        <translation>Wann Mitteln nicht hilft · zwei Spiralen, Lernrate auf null</translation>
    </message>
    <message>
        <source>The first demo again, with a learning rate that falls to zero along a cosine. On the way the average is ahead. At the end the steps are so small that no noise is left to average out, and raw weights and averages reach the same loss. A learning rate that falls to zero and an average of weights do the same job.</source>
        <translation>Noch einmal die erste Demo, mit einer Lernrate, die als Kosinus auf null fällt. Unterwegs ist der Mittelwert voraus. Am Ende sind die Schritte so klein, dass kein Rauschen zum Mitteln bleibt, und rohe und gemittelte Gewichte erreichen denselben Verlust. Eine Lernrate, die auf null fällt, und ein Mittelwert der Gewichte leisten dasselbe.</translation>
    </message>
    <message>
        <source>Why average? · two spirals, MLP</source>
        <translation>Warum mitteln? · zwei Spiralen, MLP</translation>
    </message>
    <message>
        <source>With this learning rate the raw weights never settle: their loss jumps from evaluation to evaluation, while the loss of an average with a half-life of 138 steps is smooth and lower. An average that is too fast keeps the noise; one that is too slow still remembers the untrained network.</source>
        <translation>Bei dieser Lernrate kommen die rohen Gewichte nie zur Ruhe: Ihr Verlust springt von Auswertung zu Auswertung, während der eines Mittelwerts mit 138 Schritten Halbwertszeit glatt und niedriger ist. Ein zu schneller Mittelwert behält das Rauschen; ein zu langsamer erinnert sich noch an das untrainierte Netz.</translation>
    </message>
    <message>
        <source>next character</source>
        <translation>nächstes Zeichen</translation>
    </message>
    <message>
        <source>transformer, 2 blocks of 48, 32 characters of context</source>
        <translation>Transformer, 2 Blöcke zu 48, 32 Zeichen Kontext</translation>
    </message>
    <message>
        <source>Six chapters of Alice&apos;s Adventures in Wonderland (Lewis Carroll, 1865); the last 8,000 characters are the validation set.</source>
        <translation>Sechs Kapitel von „Alice&apos;s Adventures in Wonderland“ (Lewis Carroll, 1865); die letzten 8000 Zeichen dienen der Validierung.</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>fitting a curve</source>
        <translation>Anpassen einer Kurve</translation>
    </message>
    <message>
        <source>MLP 1-64-64-1</source>
        <translation>MLP 1-64-64-1</translation>
    </message>
    <message>
        <source>Generated: a sine with a kink and a step. The training points have noise, the validation points lie on the curve itself.</source>
        <translation>Erzeugt: ein Sinus mit einem Knick und einer Stufe. Die Trainingspunkte sind verrauscht, die Validierungspunkte liegen auf der Kurve selbst.</translation>
    </message>
    <message>
        <source>rmse</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>2-D diffusion</source>
        <translation>2-D-Diffusion</translation>
    </message>
    <message>
        <source>denoiser, MLP 11-64-64-64-2</source>
        <translation>Entrauscher, MLP 11-64-64-64-2</translation>
    </message>
    <message>
        <source>Generated: points of 8 small Gaussians on a ring, to which each batch adds fresh noise. The loss is the distance to the exact denoiser.</source>
        <translation>Erzeugt: Punkte aus 8 kleinen Gauß-Verteilungen auf einem Ring, zu denen jeder Batch neues Rauschen hinzufügt. Der Verlust ist der Abstand zum exakten Entrauscher.</translation>
    </message>
    <message>
        <source>handwritten digits</source>
        <translation>handgeschriebene Ziffern</translation>
    </message>
    <message>
        <source>CNN 16-32 with BatchNorm</source>
        <translation>CNN 16-32 mit BatchNorm</translation>
    </message>
    <message>
        <source>1,797 images of 8 x 8 pixels (E. Alpaydin and C. Kaynak, UCI data set 80); one training label in 10 is wrong, the validation labels are right.</source>
        <translation>1797 Bilder mit 8 x 8 Pixeln (E. Alpaydin und C. Kaynak, UCI-Datensatz 80); eines von 10 Trainingslabels ist falsch, die Validierungslabels sind richtig.</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>a noisy signal</source>
        <translation>ein verrauschtes Signal</translation>
    </message>
    <message>
        <source>no network: the weights are the latest readings of 16 sensors</source>
        <translation>kein Netz: Die Gewichte sind die neuesten Messwerte von 16 Sensoren</translation>
    </message>
    <message>
        <source>Generated: 16 signals with noise. They are constant, jump at step 2,000 and oscillate from then on. The loss is the squared distance to the clean signals.</source>
        <translation>Erzeugt: 16 verrauschte Signale. Sie sind konstant, springen bei Schritt 2000 und schwingen von da an. Der Verlust ist der quadratische Abstand zu den sauberen Signalen.</translation>
    </message>
    <message>
        <source>a noisy bowl</source>
        <translation>eine verrauschte Mulde</translation>
    </message>
    <message>
        <source>two numbers, no network</source>
        <translation>zwei Zahlen, kein Netz</translation>
    </message>
    <message>
        <source>Generated: points around (1, -0.5) in a bowl ten times steeper across than along its valley. The loss is the height above the minimum.</source>
        <translation>Erzeugt: Punkte um (1, -0.5) in einer Mulde, die quer zehnmal so steil ist wie längs ihres Tals. Der Verlust ist die Höhe über dem Minimum.</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>a new head for known digits</source>
        <translation>ein neuer Kopf für bekannte Ziffern</translation>
    </message>
    <message>
        <source>CNN 16-32 pretrained on 0 to 4, frozen for 500 steps; new head</source>
        <translation>CNN 16-32, auf 0 bis 4 vortrainiert, 500 Schritte eingefroren; neuer Kopf</translation>
    </message>
    <message>
        <source>The digits 5 to 9 of the 1,797 handwritten digits; one training label in 10 is wrong, the validation labels are right.</source>
        <translation>Die Ziffern 5 bis 9 der 1797 handgeschriebenen Ziffern; eines von 10 Trainingslabels ist falsch, die Validierungslabels sind richtig.</translation>
    </message>
    <message>
        <source>two spirals</source>
        <translation>zwei Spiralen</translation>
    </message>
    <message>
        <source>MLP 2-32-32-1</source>
        <translation>MLP 2-32-32-1</translation>
    </message>
    <message>
        <source>Generated: points of two interleaved spirals of 1.5 turns with noise; one training label in 20 is wrong, the validation labels are right.</source>
        <translation>Erzeugt: Punkte zweier ineinander liegender Spiralen von 1.5 Windungen, verrauscht; eines von 20 Trainingslabels ist falsch, die Validierungslabels sind richtig.</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>start unit</source>
        <translation>Einheit des Beginns</translation>
    </message>
    <message>
        <source>Training before averaging starts: a fraction of the run, batches, or epochs.</source>
        <translation>Training, bevor das Mitteln beginnt: ein Anteil des Laufs, Batches oder Epochen.</translation>
    </message>
    <message>
        <source>Unit of half_life and update_interval: batches or epochs.</source>
        <translation>Einheit von half_life und update_interval: Batches oder Epochen.</translation>
    </message>
    <message>
        <source>β cap</source>
        <translation>β-Obergrenze</translation>
    </message>
    <message>
        <source>power</source>
        <translation>Exponent</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to.</source>
        <translation>Obergrenze des Decays, auf die die Rampe steigt.</translation>
    </message>
    <message>
        <source>Number of updates, after the first, that copy the raw weights.</source>
        <translation>Zahl der Updates nach dem ersten, die die rohen Gewichte kopieren.</translation>
    </message>
    <message>
        <source>relative width</source>
        <translation>relative Breite</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>Halbwertszeit</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Standard deviation of the averaging profile, as a fraction of the run so far; for PowerFunctionEMA.</source>
        <translation>Standardabweichung des Mittelungsprofils, als Anteil des bisherigen Laufs; für PowerFunctionEMA.</translation>
    </message>
    <message>
        <source>Upper limit of the half-life in millions of images, for TraditionalEMA; none: no limit (float(&apos;inf&apos;) in Python).</source>
        <translation>Obergrenze der Halbwertszeit in Millionen Bildern, für TraditionalEMA; none: keine Grenze (float(&apos;inf&apos;) in Python).</translation>
    </message>
    <message>
        <source>Half-life as a fraction of the images seen so far, up to the limit; none: the limit applies from the start.</source>
        <translation>Halbwertszeit als Anteil der bisher gesehenen Bilder, bis zur Grenze; none: Die Grenze gilt von Anfang an.</translation>
    </message>
    <message>
        <source>Power-function profile of width std, or a half-life that rises to a limit.</source>
        <translation>Potenzfunktion der Breite std als Profil, oder eine Halbwertszeit, die bis zu einer Grenze steigt.</translation>
    </message>
    <message>
        <source>Images per step.</source>
        <translation>Bilder je Schritt.</translation>
    </message>
    <message>
        <source>exponent γ</source>
        <translation>Exponent γ</translation>
    </message>
    <message>
        <source>Standard deviation of the averaging profile, as a fraction of the run so far. The library has no default and takes either this or gamma.</source>
        <translation>Standardabweichung des Mittelungsprofils, als Anteil des bisherigen Laufs. Die Bibliothek hat keinen Vorgabewert und nimmt entweder dies oder gamma.</translation>
    </message>
    <message>
        <source>Exponent of the averaging profile; another way to set the relative width.</source>
        <translation>Exponent des Mittelungsprofils; eine andere Art, die relative Breite anzugeben.</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to. 1 freezes the average, but only if set at the start.</source>
        <translation>Obergrenze des Decays, auf die die Rampe steigt. 1 friert den Mittelwert ein, aber nur, wenn es am Anfang gesetzt ist.</translation>
    </message>
    <message>
        <source>Steps during which every update copies the raw weights.</source>
        <translation>Schritte, in denen jedes Update die rohen Gewichte kopiert.</translation>
    </message>
    <message>
        <source>If true, the average stays as the first call left it.</source>
        <translation>Wenn true, bleibt der Mittelwert, wie ihn der erste Aufruf hinterlassen hat.</translation>
    </message>
    <message>
        <source>first momentum</source>
        <translation>erstes Momentum</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>Buffers are copied, averaged, or updated by the averaged model&apos;s own forward passes.</source>
        <translation>Puffer werden kopiert, gemittelt oder durch eigene Vorwärtsdurchläufe des gemittelten Modells aktualisiert.</translation>
    </message>
    <message>
        <source>Steps between updates: Events.ITERATION_COMPLETED(every=…).</source>
        <translation>Schritte zwischen Updates: Events.ITERATION_COMPLETED(every=…).</translation>
    </message>
    <message>
        <source>first epoch</source>
        <translation>erste Epoche</translation>
    </message>
    <message>
        <source>Epoch at which the ramp begins to rise.</source>
        <translation>Epoche, bei der die Rampe zu steigen beginnt.</translation>
    </message>
    <message>
        <source>Epoch of the first call.</source>
        <translation>Epoche des ersten Aufrufs.</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update.</source>
        <translation>Anteil des alten Mittelwerts, den jedes Update behält.</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>inverse gamma</source>
        <translation>inverses Gamma</translation>
    </message>
    <message>
        <source>Fraction of the raw weights taken by each update: 1 - β.</source>
        <translation>Anteil der rohen Gewichte, den jedes Update nimmt: 1 - β.</translation>
    </message>
    <message>
        <source>Exponent of the ramp 1 - (1 + n/inv_gamma)^-power.</source>
        <translation>Exponent der Rampe 1 - (1 + n/inv_gamma)^-power.</translation>
    </message>
    <message>
        <source>Time scale of the ramp, in steps.</source>
        <translation>Zeitskala der Rampe, in Schritten.</translation>
    </message>
    <message>
        <source>gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>average buffers</source>
        <translation>Puffer mitteln</translation>
    </message>
    <message>
        <source>Time constant of MomentumAnnealingEMA, in steps.</source>
        <translation>Zeitkonstante von MomentumAnnealingEMA, in Schritten.</translation>
    </message>
    <message>
        <source>If true, buffers are averaged like parameters instead of copied.</source>
        <translation>Wenn true, werden Puffer wie Parameter gemittelt statt kopiert.</translation>
    </message>
    <message>
        <source>Steps between updates.</source>
        <translation>Schritte zwischen Updates.</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update. The library has no default and fixes it when the transformation is created.</source>
        <translation>Anteil des alten Mittelwerts, den jedes Update behält. Die Bibliothek hat keinen Vorgabewert und legt ihn fest, wenn die Transformation angelegt wird.</translation>
    </message>
    <message>
        <source>copy buffers</source>
        <translation>Puffer kopieren</translation>
    </message>
    <message>
        <source>If true, buffers are copied instead of averaged.</source>
        <translation>Wenn true, werden Puffer kopiert statt gemittelt.</translation>
    </message>
    <message>
        <source>first step</source>
        <translation>erster Schritt</translation>
    </message>
    <message>
        <source>step bias</source>
        <translation>Schrittversatz</translation>
    </message>
    <message>
        <source>Half-life as a fraction of the updates so far.</source>
        <translation>Halbwertszeit als Anteil der bisherigen Updates.</translation>
    </message>
    <message>
        <source>First step (1-based) that updates the average.</source>
        <translation>Erster Schritt (ab 1 gezählt), der den Mittelwert aktualisiert.</translation>
    </message>
    <message>
        <source>Steps added to the steps since start_step when counting updates.</source>
        <translation>Schritte, die beim Zählen der Updates zu denen seit start_step hinzukommen.</translation>
    </message>
    <message>
        <source>processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Images per batch and process.</source>
        <translation>Bilder je Batch und Prozess.</translation>
    </message>
    <message>
        <source>Number of training processes.</source>
        <translation>Zahl der Trainingsprozesse.</translation>
    </message>
    <message>
        <source>Planned length of the run, in epochs.</source>
        <translation>Geplante Länge des Laufs, in Epochen.</translation>
    </message>
    <message>
        <source>minimum rate</source>
        <translation>kleinste Rate</translation>
    </message>
    <message>
        <source>time factor</source>
        <translation>Zeitfaktor</translation>
    </message>
    <message>
        <source>lag ρ</source>
        <translation>Versatz ρ</translation>
    </message>
    <message>
        <source>Factor on the elapsed steps in both powers.</source>
        <translation>Faktor auf die vergangenen Schritte in beiden Potenzen.</translation>
    </message>
    <message>
        <source>Lower limit of the fraction of the raw weights that each update takes.</source>
        <translation>Untergrenze des Anteils der rohen Gewichte, den jedes Update nimmt.</translation>
    </message>
    <message>
        <source>Steps added to the elapsed time in both powers.</source>
        <translation>Schritte, die in beiden Potenzen zur vergangenen Zeit hinzukommen.</translation>
    </message>
    <message>
        <source>tau</source>
        <translation>Tau</translation>
    </message>
    <message>
        <source>initial updates</source>
        <translation>anfängliche Updates</translation>
    </message>
    <message>
        <source>Time constant of the ramp, in updates.</source>
        <translation>Zeitkonstante der Rampe, in Updates.</translation>
    </message>
    <message>
        <source>Update count before the first call.</source>
        <translation>Zählerstand der Updates vor dem ersten Aufruf.</translation>
    </message>
    <message>
        <source>annealed momentum</source>
        <translation>abklingendes Momentum</translation>
    </message>
    <message>
        <source>annealing γ</source>
        <translation>Abkling-γ</translation>
    </message>
    <message>
        <source>Time constant in steps: the decay is 0.5 after γ steps.</source>
        <translation>Zeitkonstante in Schritten: Nach γ Schritten ist der Decay 0.5.</translation>
    </message>
    <message>
        <source>bias-corrected (BEMA)</source>
        <translation>bias-korrigiert (BEMA)</translation>
    </message>
    <message>
        <source>half-life, ramped up</source>
        <translation>Halbwertszeit mit Rampe</translation>
    </message>
    <message>
        <source>ramp-up ratio</source>
        <translation>Rampenanteil</translation>
    </message>
    <message>
        <source>Upper limit of the half-life, in steps, which the ramp rises to.</source>
        <translation>Obergrenze der Halbwertszeit in Schritten, auf die die Rampe steigt.</translation>
    </message>
    <message>
        <source>The half-life is at most this fraction of the steps so far.</source>
        <translation>Die Halbwertszeit ist höchstens dieser Anteil der bisherigen Schritte.</translation>
    </message>
    <message>
        <source>BatchNorm batches</source>
        <translation>BatchNorm-Batches</translation>
    </message>
    <message>
        <source>Steps during which the average is a copy of the raw weights.</source>
        <translation>Schritte, in denen der Mittelwert eine Kopie der rohen Gewichte ist.</translation>
    </message>
    <message>
        <source>Steps between updates of the average. A decay applies per update; a half-life counts steps.</source>
        <translation>Schritte zwischen Updates des Mittelwerts. Ein Decay gilt je Update; eine Halbwertszeit zählt Schritte.</translation>
    </message>
    <message>
        <source>Number of training batches that estimate BatchNorm statistics with buffers=estimate.</source>
        <translation>Zahl der Trainings-Batches, aus denen die BatchNorm-Statistik mit buffers=estimate geschätzt wird.</translation>
    </message>
    <message>
        <source>exponential ramp</source>
        <translation>exponentielle Rampe</translation>
    </message>
    <message>
        <source>time constant τ</source>
        <translation>Zeitkonstante τ</translation>
    </message>
    <message>
        <source>β limit</source>
        <translation>β-Grenze</translation>
    </message>
    <message>
        <source>Time constant of the ramp: every τ steps it covers 63 % of the remaining distance.</source>
        <translation>Zeitkonstante der Rampe: In je τ Schritten legt sie 63 % der restlichen Strecke zurück.</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp approaches but never reaches.</source>
        <translation>Obergrenze des Decays, der sich die Rampe nähert, ohne sie zu erreichen.</translation>
    </message>
    <message>
        <source>Time, in the unit below, after which a state&apos;s weight in the average has halved.</source>
        <translation>Zeit, in der Einheit darunter, nach der sich das Gewicht eines Zustands im Mittelwert halbiert hat.</translation>
    </message>
    <message>
        <source>Unit of the half-life: steps, epochs, or fractions of the planned run.</source>
        <translation>Einheit der Halbwertszeit: Schritte, Epochen oder Anteile des geplanten Laufs.</translation>
    </message>
    <message>
        <source>inverse power</source>
        <translation>Potenzrampe</translation>
    </message>
    <message>
        <source>Exponent of the ramp; larger values reach long averages sooner.</source>
        <translation>Exponent der Rampe; mit größeren Werten wird der Mittelwert eher lang.</translation>
    </message>
    <message>
        <source>Lower limit of the decay after the warm-up; the cap takes precedence.</source>
        <translation>Untergrenze des Decays nach dem Vorlauf; die Obergrenze hat Vorrang.</translation>
    </message>
    <message>
        <source>last snapshots</source>
        <translation>letzte Schnappschüsse</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>Schnappschüsse</translation>
    </message>
    <message>
        <source>Number of last states to average; each is a copy of the model in memory.</source>
        <translation>Zahl der letzten Zustände, die gemittelt werden; jeder ist eine Kopie des Modells im Speicher.</translation>
    </message>
    <message>
        <source>polynomial weights</source>
        <translation>polynomiale Gewichte</translation>
    </message>
    <message>
        <source>exponent r</source>
        <translation>Exponent r</translation>
    </message>
    <message>
        <source>0 weights all states equally; larger values favor later states.</source>
        <translation>0 gewichtet alle Zustände gleich; größere Werte bevorzugen spätere Zustände.</translation>
    </message>
    <message>
        <source>power function</source>
        <translation>Potenzfunktion</translation>
    </message>
    <message>
        <source>Standard deviation of the averaging profile, as a fraction of the run so far.</source>
        <translation>Standardabweichung des Mittelungsprofils, als Anteil des bisherigen Laufs.</translation>
    </message>
    <message>
        <source>uniform mean</source>
        <translation>gleichmäßiger Mittelwert</translation>
    </message>
    <message>
        <source>zero start, debiased</source>
        <translation>Start bei null, Bias-Korrektur</translation>
    </message>
    <message>
        <source>Fraction of the raw weights kept when the average is written back; 0 replaces them (Switch EMA).</source>
        <translation>Anteil der rohen Gewichte, der bleibt, wenn der Mittelwert zurückgeschrieben wird; 0 ersetzt sie (Switch EMA).</translation>
    </message>
    <message>
        <source>BatchNorm statistics: averaged like the weights, copied from the raw model, or re-estimated for each evaluation.</source>
        <translation>BatchNorm-Statistik: gemittelt wie die Gewichte, vom rohen Modell kopiert oder für jede Auswertung neu geschätzt.</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>start, pause, wherever no text is typed</source>
        <translation>starten, anhalten, wo kein Text getippt wird</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>one step, a hundred steps</source>
        <translation>ein Schritt, hundert Schritte</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>restart with the present settings; with a new seed, too</source>
        <translation>mit den jetzigen Einstellungen neu starten; auch mit neuem Seed</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>restart and pause before step 1</source>
        <translation>neu starten und vor Schritt 1 anhalten</translation>
    </message>
    <message>
        <source>choose a demo</source>
        <translation>eine Demo wählen</translation>
    </message>
    <message>
        <source>the workspaces Tune, Compare, Teach</source>
        <translation>die Arbeitsbereiche Einstellen, Vergleichen, Lehren</translation>
    </message>
    <message>
        <source>full screen and back</source>
        <translation>Vollbild und zurück</translation>
    </message>
    <message>
        <source>open your own data</source>
        <translation>eigene Daten öffnen</translation>
    </message>
    <message>
        <source>shorter, longer half-life</source>
        <translation>kürzere, längere Halbwertszeit</translation>
    </message>
    <message>
        <source>hide or show a curve: main, the second track, …</source>
        <translation>eine Kurve aus- oder einblenden: Hauptspur, zweite Spur, …</translation>
    </message>
    <message>
        <source>hide or show raw</source>
        <translation>roh aus- oder einblenden</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>in the table: rename, remove the track</source>
        <translation>in der Tabelle: die Spur umbenennen, entfernen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menütaste</translation>
    </message>
    <message>
        <source>in the table: what can be done to the track; in the plot: notes, reference lines, the horizontal axis</source>
        <translation>in der Tabelle: was mit der Spur möglich ist; im Diagramm: Notizen, Bezugslinien, waagerechte Achse</translation>
    </message>
    <message>
        <source>undo, redo a knob or a change of the tracks</source>
        <translation>eine Änderung an Regler oder Spuren rückgängig machen, wiederholen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>in a field: send what was typed, take it back; in the table: select the track; elsewhere: press the button that has the focus, dismiss a refusal</source>
        <translation>in einem Feld: Getipptes senden, zurücknehmen; in der Tabelle: die Spur wählen; sonst: den Knopf mit dem Fokus drücken, eine Ablehnung schließen</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>follow the run</source>
        <translation>dem Lauf folgen</translation>
    </message>
    <message>
        <source>fit everything measured so far</source>
        <translation>alles bisher Gemessene zeigen</translation>
    </message>
    <message>
        <source>logarithmic or linear value axis</source>
        <translation>logarithmische oder lineare Wertachse</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>zoom the steps, the loss</source>
        <translation>Schritte, Verlust zoomen</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>move, zoom into a box</source>
        <translation>verschieben, in ein Rechteck zoomen</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>in the plot: fit; in legend or table: show only this curve; on a knob&apos;s name: the preset&apos;s value</source>
        <translation>im Diagramm: alles zeigen; in Legende oder Tabelle: nur diese Kurve; auf dem Namen eines Reglers: der Wert der Demo</translation>
    </message>
    <message>
        <source>in the plot of the half-lives: move the cursor by 2 %, by 20 %</source>
        <translation>im Diagramm der Halbwertszeiten: den Zeiger um 2 %, um 20 % bewegen</translation>
    </message>
    <message>
        <source>there: use the half-life at the cursor, add a track with it</source>
        <translation>dort: die Halbwertszeit am Zeiger übernehmen, eine Spur damit hinzufügen</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>previous view</source>
        <translation>vorige Ansicht</translation>
    </message>
    <message>
        <source>in the plot: move the cursor; with Ctrl from mark to mark</source>
        <translation>im Diagramm: den Zeiger bewegen; mit Strg von Marke zu Marke</translation>
    </message>
    <message>
        <source>export the picture, the data</source>
        <translation>das Bild, die Daten exportieren</translation>
    </message>
    <message>
        <source>copy the picture</source>
        <translation>das Bild kopieren</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>diese Liste</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>beenden</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Zielwert</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Validation data</source>
        <translation>Validierungsdaten</translation>
    </message>
    <message>
        <source>Validation labels</source>
        <translation>Validierungslabels</translation>
    </message>
    <message>
        <source>Test data</source>
        <translation>Testdaten</translation>
    </message>
    <message>
        <source>Test labels</source>
        <translation>Testlabels</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Split column</source>
        <translation>Aufteilungsspalte</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doppelte</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Categorical</source>
        <translation>Textspalten</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>Array</source>
        <translation>Array</translation>
    </message>
    <message>
        <source>Impute</source>
        <translation>Lücken füllen</translation>
    </message>
    <message>
        <source>Skip corrupt</source>
        <translation>Unlesbares auslassen</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>Image channels</source>
        <translation>Bildkanäle</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Lese-Threads</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>Sha256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Step limit</source>
        <translation>Zeitlimit je Schritt</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Schnitt</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights partial</source>
        <translation>Gewichte teilweise</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>Auftauen</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label Smoothing</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Lr</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Lr schedule</source>
        <translation>Verlauf der Lernrate</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>± %1</source>
        <translation>± %1</translation>
    </message>
    <message>
        <source>%1 ± %2 %</source>
        <translation>%1 ± %2 %</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to; 1: no limit.</source>
        <translation>Obergrenze des Decays, auf die die Rampe steigt; 1: keine Grenze.</translation>
    </message>
    <message>
        <source>If true, the average starts at zero and is divided by its accumulated weight (bias correction), instead of starting as a copy.</source>
        <translation>Wenn true, beginnt der Mittelwert bei null und wird durch sein angesammeltes Gewicht geteilt (Bias-Korrektur), statt als Kopie zu beginnen.</translation>
    </message>
    <message>
        <source>write back every</source>
        <translation>zurückschreiben alle</translation>
    </message>
    <message>
        <source>Write the average back into the raw weights every N steps; 0: never.</source>
        <translation>Schreibt den Mittelwert alle N Schritte in die rohen Gewichte zurück; 0: nie.</translation>
    </message>
    <message>
        <source>If true, updates leave the average unchanged; only the first one initializes it.</source>
        <translation>Wenn true, lassen Updates den Mittelwert unverändert; nur das erste legt ihn an.</translation>
    </message>
    <message>
        <source>Exponent of the decay ramp; larger values average over more steps.</source>
        <translation>Exponent der Rampe; größere Werte mitteln über mehr Schritte.</translation>
    </message>
    <message>
        <source>bias power η</source>
        <translation>Bias-Exponent η</translation>
    </message>
    <message>
        <source>How fast the bias correction fades; 0: never, large values: almost at once.</source>
        <translation>Wie schnell die Bias-Korrektur nachlässt; 0: nie, große Werte: fast sofort.</translation>
    </message>
    <message>
        <source>Decay: fraction of the old average kept by each update; 1: the average never changes.</source>
        <translation>Decay: Anteil des alten Mittelwerts, den jedes Update behält; 1: Der Mittelwert ändert sich nie.</translation>
    </message>
    <message>
        <source>Half-life in units of time_unit; none: smoothing is used instead. Setting either one sets the other to none.</source>
        <translation>Halbwertszeit in Einheiten von time_unit; none: Stattdessen gilt smoothing. Wird eines gesetzt, wird das andere none.</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update, not adjusted for update_interval; none: half_life is used instead.</source>
        <translation>Anteil des alten Mittelwerts, den jedes Update behält, nicht an update_interval angepasst; none: Stattdessen gilt half_life.</translation>
    </message>
    <message>
        <source>Batches or epochs between updates; none or 0 means 1.</source>
        <translation>Batches oder Epochen zwischen Updates; none oder 0 bedeutet 1.</translation>
    </message>
    <message>
        <source>Unit of ema_start: fraction of the run (dur), batches or epochs.</source>
        <translation>Einheit von ema_start: Anteil des Laufs (dur), Batches oder Epochen.</translation>
    </message>
    <message>
        <source>steps per epoch</source>
        <translation>Schritte je Epoche</translation>
    </message>
    <message>
        <source>Steps per epoch; 0: the run&apos;s own value. If neither is known, no epoch ends.</source>
        <translation>Schritte je Epoche; 0: der Wert des Laufs. Ist keiner bekannt, endet keine Epoche.</translation>
    </message>
    <message>
        <source>Lower limit of the decay after the warm-up; takes precedence over the cap.</source>
        <translation>Untergrenze des Decays nach dem Vorlauf; hat Vorrang vor der Obergrenze.</translation>
    </message>
    <message>
        <source>If true, the ramp is the inverse power; otherwise (1 + n)/(10 + n).</source>
        <translation>Wenn true, ist die Rampe die inverse Potenz; sonst (1 + n)/(10 + n).</translation>
    </message>
    <message>
        <source>Steps between updates of the average; the decay is not adjusted for it.</source>
        <translation>Schritte zwischen Updates des Mittelwerts; der Decay wird nicht daran angepasst.</translation>
    </message>
    <message>
        <source>Write the average back into the raw weights every N steps; none or 0: never.</source>
        <translation>Schreibt den Mittelwert alle N Schritte in die rohen Gewichte zurück; none oder 0: nie.</translation>
    </message>
    <message>
        <source>Fraction of the raw weights kept when the average is written back; 0 replaces them.</source>
        <translation>Anteil der rohen Gewichte, der bleibt, wenn der Mittelwert zurückgeschrieben wird; 0 ersetzt sie.</translation>
    </message>
    <message>
        <source>Steps between updates of the average; above 1 the profile is wider than sigma_rel.</source>
        <translation>Schritte zwischen Updates des Mittelwerts; über 1 ist das Profil breiter als sigma_rel.</translation>
    </message>
    <message>
        <source>Momentum at the first update of the warm-up; none: no warm-up.</source>
        <translation>Momentum beim ersten Update des Vorlaufs; none: kein Vorlauf.</translation>
    </message>
    <message>
        <source>Updates until the momentum reaches its final value; none: no warm-up.</source>
        <translation>Updates, bis das Momentum seinen Endwert erreicht; none: kein Vorlauf.</translation>
    </message>
    <message>
        <source>Lower limit of the decay; the cap takes precedence.</source>
        <translation>Untergrenze des Decays; die Obergrenze hat Vorrang.</translation>
    </message>
    <message>
        <source>Overwrite the raw weights with the average every N steps; none or 0: never.</source>
        <translation>Überschreibt die rohen Gewichte alle N Schritte mit dem Mittelwert; none oder 0: nie.</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update. Can be changed during the run here; the library fixes it at construction.</source>
        <translation>Anteil des alten Mittelwerts, den jedes Update behält. Hier im Lauf änderbar; die Bibliothek legt ihn bei der Konstruktion fest.</translation>
    </message>
    <message>
        <source>If true, buffers are averaged like parameters instead of copied; integers too, truncated.</source>
        <translation>Wenn true, werden Puffer wie Parameter gemittelt statt kopiert; auch ganze Zahlen, abgeschnitten.</translation>
    </message>
    <message>
        <source>Steps between updates; 0: steps do not update.</source>
        <translation>Schritte zwischen Updates; 0: Schritte aktualisieren nicht.</translation>
    </message>
    <message>
        <source>First step (0-based) after which the average is updated; none means 0.</source>
        <translation>Erster Schritt (ab 0 gezählt), nach dem der Mittelwert aktualisiert wird; none bedeutet 0.</translation>
    </message>
    <message>
        <source>Constant momentum, a momentum that falls as gamma/(gamma + n), or the plain mean.</source>
        <translation>Konstantes Momentum, ein Momentum, das als gamma/(gamma + n) fällt, oder der gewöhnliche Mittelwert.</translation>
    </message>
    <message>
        <source>Steps between updates; the momentum is not adjusted for it.</source>
        <translation>Schritte zwischen Updates; das Momentum wird nicht daran angepasst.</translation>
    </message>
    <message>
        <source>Step at which averaging starts; the raw weights are copied before.</source>
        <translation>Schritt, bei dem das Mitteln beginnt; davor werden die rohen Gewichte kopiert.</translation>
    </message>
    <message>
        <source>Epoch (1-based) at which averaging starts; 0: begin_iter applies.</source>
        <translation>Epoche (ab 1 gezählt), bei der das Mitteln beginnt; 0: begin_iter gilt.</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update; the callback has no default.</source>
        <translation>Anteil des alten Mittelwerts, den jedes Update behält; der Callback hat keinen Vorgabewert.</translation>
    </message>
    <message>
        <source>debiased</source>
        <translation>mit Bias-Korrektur</translation>
    </message>
    <message>
        <source>If true, the average is divided by its accumulated weight; fixed at the start.</source>
        <translation>Wenn true, wird der Mittelwert durch sein angesammeltes Gewicht geteilt; am Anfang festgelegt.</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to; the library has no default.</source>
        <translation>Obergrenze des Decays, auf die die Rampe steigt; die Bibliothek hat keinen Vorgabewert.</translation>
    </message>
    <message>
        <source>If true, the decay rises as (1 + n)/(10 + n); otherwise it is constant.</source>
        <translation>Wenn true, steigt der Decay als (1 + n)/(10 + n); sonst ist er konstant.</translation>
    </message>
    <message>
        <source>Decay; with use_warmup, the cap of its ramp.</source>
        <translation>Decay; mit use_warmup die Obergrenze seiner Rampe.</translation>
    </message>
    <message>
        <source>Lower limit of the decay with use_warmup; takes precedence over the cap.</source>
        <translation>Untergrenze des Decays mit use_warmup; hat Vorrang vor der Obergrenze.</translation>
    </message>
    <message>
        <source>If true, the decay rises; otherwise it is constant.</source>
        <translation>Wenn true, steigt der Decay; sonst ist er konstant.</translation>
    </message>
    <message>
        <source>pass step</source>
        <translation>Schritt übergeben</translation>
    </message>
    <message>
        <source>If true, update() receives the step, as in train.py; otherwise there is no ramp, warm-up or first copy.</source>
        <translation>Wenn true, bekommt update() den Schritt, wie in train.py; sonst gibt es weder Rampe noch Vorlauf noch erste Kopie.</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update. Can be changed during the run here; the library fixes it when the averaging function is created.</source>
        <translation>Anteil des alten Mittelwerts, den jedes Update behält. Hier im Lauf änderbar; die Bibliothek legt ihn fest, wenn die Mittelungsfunktion angelegt wird.</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update; none: half_life_fraction applies.</source>
        <translation>Anteil des alten Mittelwerts, den jedes Update behält; none: half_life_fraction gilt.</translation>
    </message>
    <message>
        <source>β before scaling</source>
        <translation>β vor der Skalierung</translation>
    </message>
    <message>
        <source>Decay before scaling: 1 - decay is multiplied by world_size batch_size model_ema_steps / epochs. Can be changed during the run here; the library fixes it at the start.</source>
        <translation>Decay vor der Skalierung: 1 - Decay wird mit world_size batch_size model_ema_steps / epochs multipliziert. Hier im Lauf änderbar; die Bibliothek legt ihn am Anfang fest.</translation>
    </message>
    <message>
        <source>Batches between updates; the count restarts in each epoch.</source>
        <translation>Batches zwischen Updates; die Zählung beginnt in jeder Epoche neu.</translation>
    </message>
    <message>
        <source>LR warm-up</source>
        <translation>LR-Vorlauf</translation>
    </message>
    <message>
        <source>Epochs of learning-rate warm-up, during which every update copies; requires the number of steps per epoch.</source>
        <translation>Epochen mit ansteigender Lernrate, in denen jedes Update kopiert; dafür muss die Zahl der Schritte je Epoche bekannt sein.</translation>
    </message>
    <message>
        <source>Step whose weights start the average and its correction; 0: the initial weights.</source>
        <translation>Schritt, mit dessen Gewichten der Mittelwert und seine Korrektur beginnen; 0: die anfänglichen Gewichte.</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp approaches. Can be changed during the run here; the library fixes it and tau at construction.</source>
        <translation>Obergrenze des Decays, der sich die Rampe nähert. Hier im Lauf änderbar; die Bibliothek legt sie und tau bei der Konstruktion fest.</translation>
    </message>
    <message>
        <source>min(beta, 1 - gamma/(gamma + n)), n = steps since the warm-up</source>
        <translation>min(beta, 1 - gamma/(gamma + n)), n = Schritte seit dem Vorlauf</translation>
    </message>
    <message>
        <source>e + (lag + multiplier t)^-bias_power (w - w0), e with decay 1 - (lag + multiplier t)^-ema_power; w0 = the weights at the last copy</source>
        <translation>e + (lag + multiplier t)^-bias_power (w - w0), e mit Decay 1 - (lag + multiplier t)^-ema_power; w0 = die Gewichte bei der letzten Kopie</translation>
    </message>
    <message>
        <source>0.5^(gap / min(half_life, rampup_ratio t)), t = steps since the warm-up</source>
        <translation>0.5^(gap / min(half_life, rampup_ratio t)), t = Schritte seit dem Vorlauf</translation>
    </message>
    <message>
        <source>beta; copies at the first step and during the warm-up</source>
        <translation>beta; kopiert beim ersten Schritt und im Vorlauf</translation>
    </message>
    <message>
        <source>beta (1 - e^(-n/tau)), n = steps since the warm-up</source>
        <translation>beta (1 - e^(-n/tau)), n = Schritte seit dem Vorlauf</translation>
    </message>
    <message>
        <source>0.5^(gap / half_life), gap = steps since the last update</source>
        <translation>0.5^(gap / half_life), gap = Schritte seit dem letzten Update</translation>
    </message>
    <message>
        <source>min(beta, max(min_value, 1 - (1 + n/inv_gamma)^-power)), n = steps since the warm-up</source>
        <translation>min(beta, max(min_value, 1 - (1 + n/inv_gamma)^-power)), n = Schritte seit dem Vorlauf</translation>
    </message>
    <message>
        <source>the mean of the last k states, one every update_every steps; needs k copies of the model</source>
        <translation>das Mittel der letzten k Zustände, je einer alle update_every Schritte; braucht k Kopien des Modells</translation>
    </message>
    <message>
        <source>min(beta, (1 + n)/(10 + n)), n = steps since the warm-up</source>
        <translation>min(beta, (1 + n)/(10 + n)), n = Schritte seit dem Vorlauf</translation>
    </message>
    <message>
        <source>1 - k^r / (1^r + … + k^r), k = states averaged since the warm-up</source>
        <translation>1 - k^r / (1^r + … + k^r), k = gemittelte Zustände seit dem Vorlauf</translation>
    </message>
    <message>
        <source>(1 - gap/t)^(gamma + 1), t = steps since the warm-up, gap = steps since the last update</source>
        <translation>(1 - gap/t)^(gamma + 1), t = Schritte seit dem Vorlauf, gap = Schritte seit dem letzten Update</translation>
    </message>
    <message>
        <source>n/(n + 1), n = states averaged since the warm-up: all have equal weight</source>
        <translation>n/(n + 1), n = gemittelte Zustände seit dem Vorlauf: Alle haben das gleiche Gewicht</translation>
    </message>
    <message>
        <source>smoothing, or 2^(-update_interval/half_life); the raw weights until ema_start</source>
        <translation>smoothing oder 2^(-update_interval/half_life); die rohen Gewichte bis ema_start</translation>
    </message>
    <message>
        <source>max(min(ramp, decay), min_decay), ramp = (1 + n)/(10 + n) or with use_ema_warmup 1 - (1 + n/inv_gamma)^-power, n = call - 1 - update_after_step; copies before</source>
        <translation>max(min(ramp, decay), min_decay), ramp = (1 + n)/(10 + n) oder mit use_ema_warmup 1 - (1 + n/inv_gamma)^-power, n = Aufruf - 1 - update_after_step; davor Kopien</translation>
    </message>
    <message>
        <source>(1 - gap/t)^(gamma + 1), or 0.5^(gap / min(halflife, rampup_ratio t)), t = images seen</source>
        <translation>(1 - gap/t)^(gamma + 1) oder 0.5^(gap / min(halflife, rampup_ratio t)), t = gesehene Bilder</translation>
    </message>
    <message>
        <source>clamp(1 - (1 + n/inv_gamma)^-power, min_value, beta), n = call - 1 - update_after_step; copies before</source>
        <translation>clamp(1 - (1 + n/inv_gamma)^-power, min_value, beta), n = Aufruf - 1 - update_after_step; davor Kopien</translation>
    </message>
    <message>
        <source>1 - m, m from momentum_warmup linearly to momentum in warmup_iters updates</source>
        <translation>1 - m, m linear von momentum_warmup zu momentum in warmup_iters Updates</translation>
    </message>
    <message>
        <source>ema_momentum; the first call copies</source>
        <translation>ema_momentum; der erste Aufruf kopiert</translation>
    </message>
    <message>
        <source>decay, twice where a step and an epoch end together; the first update copies</source>
        <translation>decay, zweimal, wo Schritt und Epoche zugleich enden; das erste Update kopiert</translation>
    </message>
    <message>
        <source>1 - momentum, or 1 - max(momentum, gamma/(gamma + n)), or the plain mean; copies until the first step after begin_iter</source>
        <translation>1 - momentum oder 1 - max(momentum, gamma/(gamma + n)) oder das gewöhnliche Mittel; Kopien bis zum ersten Schritt nach begin_iter</translation>
    </message>
    <message>
        <source>decay, from the first call on</source>
        <translation>decay, vom ersten Aufruf an</translation>
    </message>
    <message>
        <source>decay, starting at zero; with debias, divided by 1 - decay^call</source>
        <translation>decay, Beginn bei null; mit debias durch 1 - decay^Aufruf geteilt</translation>
    </message>
    <message>
        <source>decay, or with use_warmup max(min(1 - (1 + n/warmup_gamma)^-warmup_power, decay), min_decay), n = call - 1 - update_after_step; copies before</source>
        <translation>decay oder mit use_warmup max(min(1 - (1 + n/warmup_gamma)^-warmup_power, decay), min_decay), n = Aufruf - 1 - update_after_step; davor Kopien</translation>
    </message>
    <message>
        <source>decay; the first call copies</source>
        <translation>decay; der erste Aufruf kopiert</translation>
    </message>
    <message>
        <source>n/(n + 1), n = states averaged so far: the plain mean</source>
        <translation>n/(n + 1), n = bisher gemittelte Zustände: das gewöhnliche Mittel</translation>
    </message>
    <message>
        <source>decay, or 2^(-1/(half_life_fraction n)), n = updates since start_step</source>
        <translation>decay oder 2^(-1/(half_life_fraction n)), n = Updates seit start_step</translation>
    </message>
    <message>
        <source>1 - min(1, (1 - model_ema_decay) world_size batch_size model_ema_steps / epochs); copies during the LR warm-up</source>
        <translation>1 - min(1, (1 - model_ema_decay) world_size batch_size model_ema_steps / epochs); Kopien im LR-Vorlauf</translation>
    </message>
    <message>
        <source>e + (lag + multiplier t)^-bias_power (w - w0), e with decay 1 - (lag + multiplier t)^-ema_power; t = step, w0 = the weights after step update_after</source>
        <translation>e + (lag + multiplier t)^-bias_power (w - w0), e mit Decay 1 - (lag + multiplier t)^-ema_power; t = Schritt, w0 = die Gewichte nach Schritt update_after</translation>
    </message>
    <message>
        <source>right and predicted classes</source>
        <translation>richtige und vorhergesagte Klassen</translation>
    </message>
    <message>
        <source>prediction against target</source>
        <translation>Vorhersage gegen Ziel</translation>
    </message>
    <message>
        <source>the same images, as each set of weights reads them</source>
        <translation>dieselben Bilder, wie jeder Satz von Gewichten sie liest</translation>
    </message>
    <message>
        <source>equal within noise</source>
        <translation>gleich im Rahmen des Rauschens</translation>
    </message>
    <message>
        <source>%1 %2 lower</source>
        <translation>%1 %2 niedriger</translation>
    </message>
    <message>
        <source>%1 more than 10 times higher</source>
        <translation>%1 mehr als 10-mal so hoch</translation>
    </message>
    <message>
        <source>%1 %2 higher</source>
        <translation>%1 %2 höher</translation>
    </message>
    <message>
        <source>Axes of an array of images: nhwc, nchw or nhw (height h, width w, channels c);
as-is: not images; auto: the first or else the last axis of a sample holds the
channels if its size is 1, 3 or 4</source>
        <translation>Achsen eines Arrays von Bildern: nhwc, nchw oder nhw (Höhe h, Breite w, Kanäle c);
as-is: keine Bilder; auto: Die erste, sonst die letzte Achse eines Beispiels enthält
die Kanäle, wenn ihre Größe 1, 3 oder 4 ist</translation>
    </message>
    <message>
        <source>raw share kept</source>
        <translation>roher Anteil</translation>
    </message>
    <message>
        <source>EMA power κ</source>
        <translation>EMA-Exponent κ</translation>
    </message>
    <message>
        <source>First epoch (0-based) from which the end of each epoch also updates the average; none: never.</source>
        <translation>Erste Epoche (ab 0 gezählt), ab der auch das Ende jeder Epoche den Mittelwert aktualisiert; none: nie.</translation>
    </message>
    <message>
        <source>larger, smaller, normal interface; Teach has a size of its own</source>
        <translation>größere, kleinere, normale Oberfläche; „Lehren“ hat eine eigene Größe</translation>
    </message>
    <message>
        <source>on request</source>
        <translation>auf Verlangen</translation>
    </message>
    <message>
        <source>every few steps</source>
        <translation>alle paar Schritte</translation>
    </message>
    <message>
        <source>every few minutes</source>
        <translation>alle paar Minuten</translation>
    </message>
    <message>
        <source>every few evaluations</source>
        <translation>alle paar Auswertungen</translation>
    </message>
    <message>
        <source>before an edit</source>
        <translation>vor einer Änderung</translation>
    </message>
    <message>
        <source>at a pause</source>
        <translation>bei einer Pause</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>am Ende</translation>
    </message>
    <message>
        <source>when the run was stopped</source>
        <translation>als der Lauf abgebrochen wurde</translation>
    </message>
    <message>
        <source>Which weights of a checkpoint: raw (default) or the label of a track</source>
        <translation>Welche Gewichte eines Checkpoints: raw (Vorgabe) oder der Name einer Spur</translation>
    </message>
    <message>
        <source>save a checkpoint of the run</source>
        <translation>einen Checkpoint des Laufs speichern</translation>
    </message>
    <message>
        <source>Weights of</source>
        <translation>Gewichte von</translation>
    </message>
    <message>
        <source>CUDA_VISIBLE_DEVICES is empty, which hides every GPU</source>
        <translation>CUDA_VISIBLE_DEVICES ist leer, was jede GPU verbirgt</translation>
    </message>
    <message>
        <source>Prefixes to remove</source>
        <translation>Zu entfernende Präfixe</translation>
    </message>
    <message>
        <source>Start training from these weights (safetensors, the index of its shards, or a
checkpoint of a run)</source>
        <translation>Training mit diesen Gewichten beginnen (safetensors, der Index seiner Teile, oder ein Checkpoint eines Laufs)</translation>
    </message>
    <message>
        <source>Prefixes to remove from the names of the weights, such as
module.,_orig_mod., as often as they occur</source>
        <translation>Präfixe, die von den Namen der Gewichte entfernt werden, so oft sie vorkommen, etwa
module.,_orig_mod.</translation>
    </message>
    <message>
        <source>Weights strip</source>
        <translation>Präfixe der Gewichte</translation>
    </message>
</context>
<context>
    <name>emascope::ui</name>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>%1 · at full speed</source>
        <translation>%1 · mit voller Geschwindigkeit</translation>
    </message>
    <message>
        <source>%1 · %2 at %3/s</source>
        <translation>%1 · %2 bei %3/s</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>PDF vector graphics (*.pdf)</source>
        <translation>PDF-Vektorgrafik (*.pdf)</translation>
    </message>
    <message>
        <source>SVG vector graphics (*.svg)</source>
        <translation>SVG-Vektorgrafik (*.svg)</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>Daten exportieren</translation>
    </message>
    <message>
        <source>Evaluations (*.csv)</source>
        <translation>Auswertungen (*.csv)</translation>
    </message>
    <message>
        <source>Complete run (*.json)</source>
        <translation>Ganzer Lauf (*.json)</translation>
    </message>
    <message>
        <source>no engine yet</source>
        <translation>noch keine Engine</translation>
    </message>
    <message>
        <source>Language at the next start</source>
        <translation>Sprache beim nächsten Start</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>The language does not change.</source>
        <translation>Die Sprache ändert sich nicht.</translation>
    </message>
    <message>
        <source>The language changes when EMAscope is started again.</source>
        <translation>Die Sprache ändert sich, wenn EMAscope neu gestartet wird.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>There is no run.</source>
        <translation>Es gibt keinen Lauf.</translation>
    </message>
    <message>
        <source>The run has these tracks already.</source>
        <translation>Der Lauf hat diese Spuren schon.</translation>
    </message>
    <message>
        <source>A run has at most %1 tracks; this one has %2. Remove some first.</source>
        <translation>Ein Lauf hat höchstens %1 Spuren; dieser hat %2. Entfernen Sie erst einige.</translation>
    </message>
    <message>
        <source>Half-lives %1 steps, constant, debiased</source>
        <translation>Halbwertszeiten %1 Schritte, konstant, mit Bias-Korrektur</translation>
    </message>
    <message>
        <source>Restart with them</source>
        <translation>Mit ihnen neu starten</translation>
    </message>
    <message>
        <source>From step 0 with the present settings, so that each average has seen the whole run. Keeps snapshots, from which averages between them are computed afterwards.</source>
        <translation>Ab Schritt 0 mit den jetzigen Einstellungen, sodass jeder Mittelwert den ganzen Lauf gesehen hat. Behält Schnappschüsse, aus denen nachträglich Mittelwerte dazwischen berechnet werden.</translation>
    </message>
    <message>
        <source>Not restarted</source>
        <translation>Nicht neu gestartet</translation>
    </message>
    <message>
        <source>There is no engine.</source>
        <translation>Es gibt keine Engine.</translation>
    </message>
    <message>
        <source>Add them from here</source>
        <translation>Ab hier hinzufügen</translation>
    </message>
    <message>
        <source>The run goes on; the new averages start from the present weights</source>
        <translation>Der Lauf geht weiter; die neuen Mittelwerte beginnen mit den jetzigen Gewichten</translation>
    </message>
    <message>
        <source>Remove all but main</source>
        <translation>Alle außer der Hauptspur entfernen</translation>
    </message>
    <message>
        <source>There is no other track.</source>
        <translation>Es gibt keine andere Spur.</translation>
    </message>
    <message>
        <source>Undo adds them again</source>
        <translation>Rückgängig fügt sie wieder hinzu</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>Tabelle exportieren…</translation>
    </message>
    <message>
        <source>Writes the table as a CSV file</source>
        <translation>Schreibt die Tabelle als CSV-Datei</translation>
    </message>
    <message>
        <source>Sweep half-lives</source>
        <translation>Halbwertszeiten testen</translation>
    </message>
    <message>
        <source>Compare seven averages that differ only in their half-life, each about three times the previous one</source>
        <translation>Vergleicht sieben Mittelwerte, die sich nur in der Halbwertszeit unterscheiden, jede etwa das Dreifache der vorigen</translation>
    </message>
    <message>
        <source>More about the table</source>
        <translation>Mehr zur Tabelle</translation>
    </message>
    <message>
        <source>Remove all but main, export the table</source>
        <translation>Alle außer der Hauptspur entfernen, Tabelle exportieren</translation>
    </message>
    <message>
        <source>+ Add track</source>
        <translation>+ Neue Spur</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>Abzweigen</translation>
    </message>
    <message>
        <source>Adds an average that starts from the present weights</source>
        <translation>Fügt einen Mittelwert hinzu, der mit den jetzigen Gewichten beginnt</translation>
    </message>
    <message>
        <source>Adds a copy of the selected track with its age and average</source>
        <translation>Fügt eine Kopie der gewählten Spur mit ihrem Alter und Mittelwert hinzu</translation>
    </message>
    <message>
        <source>There is no track to copy.</source>
        <translation>Es gibt keine Spur, die kopiert werden könnte.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>no effect while %1 is %2</source>
        <translation>ohne Wirkung, solange %1 %2 ist</translation>
    </message>
    <message>
        <source>β</source>
        <translation>β</translation>
    </message>
    <message>
        <source>the half-life</source>
        <translation>die Halbwertszeit</translation>
    </message>
    <message>
        <source>the cap is never reached: %1 has no effect</source>
        <translation>die Obergrenze wird nie erreicht: %1 hat keine Wirkung</translation>
    </message>
    <message>
        <source>cap reached at step %1, after the end of this run: %2 has no effect</source>
        <translation>Obergrenze bei Schritt %1 erreicht, nach dem Ende dieses Laufs: %2 hat keine Wirkung</translation>
    </message>
    <message>
        <source>cap reached at step %1</source>
        <translation>Obergrenze bei Schritt %1 erreicht</translation>
    </message>
    <message>
        <source>cap will be reached at step %1</source>
        <translation>Obergrenze wird bei Schritt %1 erreicht</translation>
    </message>
    <message>
        <source>Nothing was saved</source>
        <translation>Nichts gespeichert</translation>
    </message>
    <message>
        <source>The engine no longer has the weights of this run.</source>
        <translation>Die Engine hat die Gewichte dieses Laufs nicht mehr.</translation>
    </message>
    <message>
        <source>Save weights: %1</source>
        <translation>Gewichte speichern: %1</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>TorchScript (*.pt)</source>
        <translation>TorchScript (*.pt)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>The table was not written</source>
        <translation>Die Tabelle wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>The run has failed; the engine no longer has its weights.</source>
        <translation>Der Lauf ist fehlgeschlagen; die Engine hat seine Gewichte nicht mehr.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Reset to raw</source>
        <translation>Auf roh zurücksetzen</translation>
    </message>
    <message>
        <source>Feedback: write it into the raw weights</source>
        <translation>Rückführung: in die rohen Gewichte schreiben</translation>
    </message>
    <message>
        <source>Training continues from the average. It can be undone.</source>
        <translation>Das Training geht vom Mittelwert aus weiter. Das lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Undo the last feedback (raw weights of step %1)</source>
        <translation>Letzte Rückführung rückgängig machen (rohe Gewichte von Schritt %1)</translation>
    </message>
    <message>
        <source>Undo the last feedback</source>
        <translation>Letzte Rückführung rückgängig machen</translation>
    </message>
    <message>
        <source>No average was written into the raw weights.</source>
        <translation>Kein Mittelwert wurde in die rohen Gewichte geschrieben.</translation>
    </message>
    <message>
        <source>Restores the raw weights from before the feedback. Training since then is lost; the averages are not changed.</source>
        <translation>Stellt die rohen Gewichte von vor der Rückführung wieder her. Das Training seitdem geht verloren; die Mittelwerte bleiben unverändert.</translation>
    </message>
    <message>
        <source>The run has ended. Restart it to change its tracks.</source>
        <translation>Der Lauf ist zu Ende. Starten Sie ihn neu, um seine Spuren zu ändern.</translation>
    </message>
    <message>
        <source>Nothing was removed</source>
        <translation>Nichts entfernt</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Promote to main</source>
        <translation>Zur Hauptspur machen</translation>
    </message>
    <message>
        <source>It is the main track.</source>
        <translation>Sie ist die Hauptspur.</translation>
    </message>
    <message>
        <source>Makes it the first track, which the verdict is about</source>
        <translation>Macht sie zur ersten Spur, um die es im Urteil geht</translation>
    </message>
    <message>
        <source>Adds a copy with the same rule, age and average</source>
        <translation>Fügt eine Kopie mit derselben Regel, demselben Alter und Mittelwert hinzu</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Einblenden</translation>
    </message>
    <message>
        <source>In the chart only</source>
        <translation>Nur im Diagramm</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle einblenden</translation>
    </message>
    <message>
        <source>Show only this</source>
        <translation>Nur diese zeigen</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Save weights…</source>
        <translation>Gewichte speichern…</translation>
    </message>
    <message>
        <source>Writes a file on the engine&apos;s machine</source>
        <translation>Schreibt eine Datei auf dem Rechner der Engine</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>settling, 3 half-lives</source>
        <translation>Einschwingen, 3 Halbwertszeiten</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>%1, cap %2</source>
        <translation>%1 ≤ %2</translation>
    </message>
    <message>
        <source>reset to the raw weights</source>
        <translation>auf die rohen Gewichte zurückgesetzt</translation>
    </message>
    <message>
        <source>track %1 added</source>
        <translation>Spur %1 hinzugefügt</translation>
    </message>
    <message>
        <source>track %1 uses rule %2 from here on</source>
        <translation>Spur %1 verwendet ab hier die Regel %2</translation>
    </message>
    <message>
        <source>track %1 forked from %2</source>
        <translation>Spur %1 von %2 abgezweigt</translation>
    </message>
    <message>
        <source>track %1 removed</source>
        <translation>Spur %1 entfernt</translation>
    </message>
    <message>
        <source>track %1 is now main</source>
        <translation>Spur %1 ist jetzt die Hauptspur</translation>
    </message>
    <message>
        <source>track %1 renamed to %2</source>
        <translation>Spur %1 heißt jetzt %2</translation>
    </message>
    <message>
        <source>raw weights replaced by %1</source>
        <translation>rohe Gewichte durch %1 ersetzt</translation>
    </message>
    <message>
        <source>raw weights moved toward %1, keeping %2</source>
        <translation>rohe Gewichte zu %1 hin bewegt, Anteil %2 behalten</translation>
    </message>
    <message>
        <source>last feedback undone</source>
        <translation>letzte Rückführung rückgängig gemacht</translation>
    </message>
    <message>
        <source>very long</source>
        <translation>sehr lange</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>mean loss from step %1 to %2, against the half-life in steps</source>
        <translation>mittlerer Verlust von Schritt %1 bis %2 über der Halbwertszeit in Schritten</translation>
    </message>
    <message>
        <source>of the raw weights</source>
        <translation>der rohen Gewichte</translation>
    </message>
    <message>
        <source>of the raw weights and an average of them</source>
        <translation>der rohen Gewichte und eines Mittelwerts davon</translation>
    </message>
    <message>
        <source>of %1 averages of one training, from the same seed</source>
        <translation>von %1 Mittelwerten eines Trainings, mit demselben Seed</translation>
    </message>
    <message>
        <source>The run of this step is no longer in the window.</source>
        <translation>Der Lauf dieses Schritts ist nicht mehr im Fenster.</translation>
    </message>
    <message>
        <source>The run begins.</source>
        <translation>Der Lauf beginnt.</translation>
    </message>
    <message>
        <source>overlapping</source>
        <translation>überlagert</translation>
    </message>
    <message>
        <source>made afterwards</source>
        <translation>nachträglich gemacht</translation>
    </message>
    <message>
        <source>This run does not decide the question: no answer is wrong.</source>
        <translation>Dieser Lauf entscheidet die Frage nicht: Keine Antwort ist falsch.</translation>
    </message>
    <message>
        <source>This run does not decide the question.</source>
        <translation>Dieser Lauf entscheidet die Frage nicht.</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>Richtig.</translation>
    </message>
    <message>
        <source>Not in this run.</source>
        <translation>Nicht in diesem Lauf.</translation>
    </message>
    <message>
        <source>steps %1 to %2</source>
        <translation>Schritte %1 bis %2</translation>
    </message>
    <message>
        <source>Look at the lowest points: means over the %1.</source>
        <translation>Achten Sie auf die tiefsten Punkte: Mittel über die %1.</translation>
    </message>
    <message>
        <source>Look at the bracket in the chart: %1.</source>
        <translation>Achten Sie auf die Klammer im Diagramm: %1.</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weitere</translation>
    </message>
    <message>
        <source>This result is about this run, which was changed: %1.</source>
        <translation>Dieses Ergebnis gilt für diesen Lauf, an dem geändert wurde: %1.</translation>
    </message>
    <message>
        <source>1 question</source>
        <translation>1 Frage</translation>
    </message>
    <message>
        <source>%1 questions</source>
        <translation>%1 Fragen</translation>
    </message>
    <message>
        <source>%1, debiased</source>
        <translation>%1, mit Bias-Korrektur</translation>
    </message>
    <message>
        <source>half-life %1, %2</source>
        <translation>Halbwertszeit %1, %2</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;EMAscope %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Raw weights against their exponential moving averages, live.&lt;/p&gt;&lt;p&gt;%2&lt;br&gt;Qt %3, QCustomPlot 2.1&lt;/p&gt;&lt;p&gt;Text of a demo: Alice&apos;s Adventures in Wonderland, Lewis Carroll, 1865, in the public domain.&lt;/p&gt;&lt;p&gt;Free software: see Help, Manual, LICENSE.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;EMAscope %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Rohe Gewichte gegen ihre exponentiell gleitenden Mittelwerte, live.&lt;/p&gt;&lt;p&gt;%2&lt;br&gt;Qt %3, QCustomPlot 2.1&lt;/p&gt;&lt;p&gt;Text einer Demo: „Alice&apos;s Adventures in Wonderland“, Lewis Carroll, 1865, gemeinfrei.&lt;/p&gt;&lt;p&gt;Freie Software: siehe Hilfe, Handbuch, LICENSE.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>nicht endlich</translation>
    </message>
    <message>
        <source>mean of steps %1 to %2</source>
        <translation>Mittel der Schritte %1 bis %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>and %1 more,</source>
        <translation>und %1 weitere,</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
    <message>
        <source>half-life %1</source>
        <translation>Halbwertszeit %1</translation>
    </message>
    <message>
        <source>infinite half-life</source>
        <translation>unendliche Halbwertszeit</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 from step %2</source>
        <translation>%1 ab Schritt %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>%1 averages</source>
        <translation>%1 Mittelwerte</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>ohne Titel</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>This is a stored run, which cannot be changed.</source>
        <translation>Dies ist ein gespeicherter Lauf, der nicht geändert werden kann.</translation>
    </message>
    <message>
        <source>Copies the raw weights into this average. It cannot be undone.</source>
        <translation>Kopiert die rohen Gewichte in diesen Mittelwert. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Folder for TensorBoard (*)</source>
        <translation>Ordner für TensorBoard (*)</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>Seite (*.html)</translation>
    </message>
    <message>
        <source>Open a log</source>
        <translation>Log öffnen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::Actions</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>100 steps</source>
        <translation>100 Schritte</translation>
    </message>
    <message>
        <source>Restart with these settings</source>
        <translation>Mit diesen Einstellungen neu starten</translation>
    </message>
    <message>
        <source>Restart with the preset&apos;s settings</source>
        <translation>Mit den Einstellungen der Demo neu starten</translation>
    </message>
    <message>
        <source>Restart with a new random seed</source>
        <translation>Mit neuem Seed neu starten</translation>
    </message>
    <message>
        <source>Restart with these settings, paused</source>
        <translation>Mit diesen Einstellungen neu starten, angehalten</translation>
    </message>
    <message>
        <source>Restart with the preset&apos;s settings, paused</source>
        <translation>Mit den Einstellungen der Demo neu starten, angehalten</translation>
    </message>
    <message>
        <source>Restart with a new random seed, paused</source>
        <translation>Mit neuem Seed neu starten, angehalten</translation>
    </message>
    <message>
        <source>Shorter half-life</source>
        <translation>Kürzere Halbwertszeit</translation>
    </message>
    <message>
        <source>Longer half-life</source>
        <translation>Längere Halbwertszeit</translation>
    </message>
    <message>
        <source>Undo change</source>
        <translation>Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Redo change</source>
        <translation>Änderung wiederholen</translation>
    </message>
    <message>
        <source>Send while dragging</source>
        <translation>Beim Ziehen senden</translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation>Dem Lauf folgen</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>Verlust logarithmisch</translation>
    </message>
    <message>
        <source>Fit everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Previous view</source>
        <translation>Vorige Ansicht</translation>
    </message>
    <message>
        <source>Show all curves</source>
        <translation>Alle Kurven einblenden</translation>
    </message>
    <message>
        <source>Larger interface</source>
        <translation>Größere Oberfläche</translation>
    </message>
    <message>
        <source>Smaller interface</source>
        <translation>Kleinere Oberfläche</translation>
    </message>
    <message>
        <source>Normal size of the interface</source>
        <translation>Normale Größe der Oberfläche</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Hide or show curve %1</source>
        <translation>Kurve %1 aus- oder einblenden</translation>
    </message>
    <message>
        <source>Choose a demo…</source>
        <translation>Demo wählen…</translation>
    </message>
    <message>
        <source>Open your own data…</source>
        <translation>Eigene Daten öffnen…</translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation>Bild exportieren…</translation>
    </message>
    <message>
        <source>Export data…</source>
        <translation>Daten exportieren…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy command that repeats this run</source>
        <translation>Befehl kopieren, der diesen Lauf wiederholt</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastaturkürzel</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch (englisch)</translation>
    </message>
    <message>
        <source>About EMAscope</source>
        <translation>Über EMAscope</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Time, without pauses</source>
        <translation>Zeit, ohne Pausen</translation>
    </message>
    <message>
        <source>System theme</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Restart with the original settings</source>
        <translation>Mit den ursprünglichen Einstellungen neu starten</translation>
    </message>
    <message>
        <source>Restart with the original settings, paused</source>
        <translation>Mit den ursprünglichen Einstellungen neu starten, angehalten</translation>
    </message>
    <message>
        <source>There is no engine.</source>
        <translation>Es gibt keine Engine.</translation>
    </message>
    <message>
        <source>This engine writes no checkpoints.</source>
        <translation>Diese Engine schreibt keine Checkpoints.</translation>
    </message>
    <message>
        <source>There is no run yet.</source>
        <translation>Es gibt noch keinen Lauf.</translation>
    </message>
    <message>
        <source>The run has reached its last step.</source>
        <translation>Der Lauf ist bei seinem letzten Schritt.</translation>
    </message>
    <message>
        <source>The run failed.</source>
        <translation>Der Lauf ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;EMA</source>
        <translation>&amp;EMA</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>Waagerechte Achse</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open lesson…</source>
        <translation>Lektion öffnen…</translation>
    </message>
    <message>
        <source>Continue a run…</source>
        <translation>Einen Lauf fortsetzen…</translation>
    </message>
    <message>
        <source>Save checkpoint</source>
        <translation>Checkpoint speichern</translation>
    </message>
    <message>
        <source>Save weights of the best average…</source>
        <translation>Gewichte des besten Mittelwerts speichern…</translation>
    </message>
    <message>
        <source>Save weights of the best average, %1…</source>
        <translation>Gewichte des besten Mittelwerts, %1, speichern…</translation>
    </message>
    <message>
        <source>From a checkpoint, with these settings</source>
        <translation>Ab einem Checkpoint, mit diesen Einstellungen</translation>
    </message>
    <message>
        <source>Step %1, pinned</source>
        <translation>Schritt %1, angeheftet</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Open a log…</source>
        <translation>Log öffnen…</translation>
    </message>
    <message>
        <source>There is no library of runs that could keep the log.</source>
        <translation>Es gibt keine Bibliothek, in der das Log aufbewahrt würde.</translation>
    </message>
    <message>
        <source>The log of another tool does not have the settings that repeat its run.</source>
        <translation>Das Log eines anderen Programms sagt nicht, wie sein Lauf wiederholt wird.</translation>
    </message>
    <message>
        <source>There are no checkpoints.</source>
        <translation>Es gibt keine Checkpoints.</translation>
    </message>
    <message>
        <source>Repeat with 5 seeds</source>
        <translation>Mit 5 Seeds wiederholen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::AddTrackForm</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Rule of the new track</source>
        <translation>Regel der neuen Spur</translation>
    </message>
    <message>
        <source>Its parameters as name=value</source>
        <translation>Ihre Parameter als Name=Wert</translation>
    </message>
    <message>
        <source>Its label</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>like %1</source>
        <translation>wie %1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>emascope::ui::AgreementCard</name>
    <message>
        <source>Where they agree</source>
        <translation>Einigkeit</translation>
    </message>
    <message>
        <source>raw right</source>
        <translation>roh richtig</translation>
    </message>
    <message>
        <source>raw wrong</source>
        <translation>roh falsch</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>the mix</source>
        <translation>die Mischung</translation>
    </message>
    <message>
        <source>Both right</source>
        <translation>Beide richtig</translation>
    </message>
    <message>
        <source>Only raw right</source>
        <translation>Nur roh richtig</translation>
    </message>
    <message>
        <source>Only %1 right</source>
        <translation>Nur %1 richtig</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>Beide falsch</translation>
    </message>
    <message>
        <source>Improved most</source>
        <translation>Am meisten verbessert</translation>
    </message>
    <message>
        <source>Worsened most</source>
        <translation>Am meisten verschlechtert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: show its samples</source>
        <translation>%1: ihre Beispiele zeigen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, spread out</source>
        <translation>%1, gleichmäßig verteilt</translation>
    </message>
    <message>
        <source>loss with raw → with %1</source>
        <translation>Verlust mit roh → mit %1</translation>
    </message>
    <message>
        <source>% given to the right class</source>
        <translation>% für die richtige Klasse</translation>
    </message>
    <message>
        <source>above raw, below %1; %2</source>
        <translation>oben roh, unten %1; %2</translation>
    </message>
    <message>
        <source>There is no such sample.</source>
        <translation>Es gibt kein solches Beispiel.</translation>
    </message>
    <message>
        <source>improved most: a quarter</source>
        <translation>am meisten verbessert: ein Viertel</translation>
    </message>
    <message>
        <source>%1 right</source>
        <translation>%1 richtig</translation>
    </message>
    <message>
        <source>worsened most: a quarter</source>
        <translation>am meisten verschlechtert: ein Viertel</translation>
    </message>
    <message>
        <source>%1 wrong</source>
        <translation>%1 falsch</translation>
    </message>
    <message>
        <source>This run has no average to compare.</source>
        <translation>Dieser Lauf hat keinen Mittelwert zum Vergleichen.</translation>
    </message>
    <message>
        <source>The samples are being compared.</source>
        <translation>Die Beispiele werden verglichen.</translation>
    </message>
    <message>
        <source>validation, %1 of %2</source>
        <translation>Validierung, %1 von %2</translation>
    </message>
    <message>
        <source>validation, %1</source>
        <translation>Validierung, %1</translation>
    </message>
    <message>
        <source>A fixed part of the validation samples, evenly spread, the same every time.</source>
        <translation>Ein fester Teil der Validierungsdaten, gleichmäßig verteilt, jedes Mal derselbe.</translation>
    </message>
    <message>
        <source>%1, spread over the picture</source>
        <translation>%1, über das ganze Bild verteilt</translation>
    </message>
    <message>
        <source>The mix</source>
        <translation>Die Mischung</translation>
    </message>
</context>
<context>
    <name>emascope::ui::AnswerButton</name>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
</context>
<context>
    <name>emascope::ui::BetweenCard</name>
    <message>
        <source>To raw</source>
        <translation>Zu roh</translation>
    </message>
    <message>
        <source>To EMA</source>
        <translation>Zu EMA</translation>
    </message>
    <message>
        <source>To the lowest</source>
        <translation>Zum tiefsten</translation>
    </message>
    <message>
        <source>lowest at %1: %2</source>
        <translation>am tiefsten bei %1: %2</translation>
    </message>
    <message>
        <source>, equal to %1</source>
        <translation>, so gut wie %1</translation>
    </message>
    <message>
        <source>  loss %1</source>
        <translation>  Verlust %1</translation>
    </message>
    <message>
        <source> · %1 right</source>
        <translation> · %1 richtig</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Between raw and %1</source>
        <translation>Zwischen roh und %1</translation>
    </message>
    <message>
        <source>%1 · validation loss of (1 − α) · raw + α · %2</source>
        <translation>%1 · Validierungsverlust von (1 − α) · roh + α · %2</translation>
    </message>
    <message>
        <source>%1 · step %2</source>
        <translation>%1 · Schritt %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>To the average</source>
        <translation>Zum Mittelwert</translation>
    </message>
    <message>
        <source>The losses between raw and the average are not known yet.</source>
        <translation>Die Verluste zwischen roh und dem Mittelwert sind noch nicht bekannt.</translation>
    </message>
    <message>
        <source>%1, again every %2 s</source>
        <translation>%1, alle %2 s neu</translation>
    </message>
    <message>
        <source>While the run goes on, the losses are measured again every 2 s, or less often if that would make training more than 5 % slower.</source>
        <translation>Während der Lauf weitergeht, werden die Verluste alle 2 s neu gemessen, oder seltener, falls das Training dadurch um mehr als 5 % langsamer würde.</translation>
    </message>
    <message>
        <source>This engine cannot evaluate or draw a mix.</source>
        <translation>Diese Engine kann eine Mischung weder auswerten noch zeichnen.</translation>
    </message>
    <message>
        <source>Sets α to 0: the raw weights</source>
        <translation>Setzt α auf 0: die rohen Gewichte</translation>
    </message>
    <message>
        <source>Sets α to 1: the average</source>
        <translation>Setzt α auf 1: den Mittelwert</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ChartMenu</name>
    <message>
        <source>Horizontal axis</source>
        <translation>Waagerechte Achse</translation>
    </message>
    <message>
        <source>Edit note…</source>
        <translation>Notiz bearbeiten…</translation>
    </message>
    <message>
        <source>Remove note</source>
        <translation>Notiz entfernen</translation>
    </message>
    <message>
        <source>Edit reference line…</source>
        <translation>Bezugslinie bearbeiten…</translation>
    </message>
    <message>
        <source>Remove reference line</source>
        <translation>Bezugslinie entfernen</translation>
    </message>
    <message>
        <source>Add note here…</source>
        <translation>Hier eine Notiz hinzufügen…</translation>
    </message>
    <message>
        <source>Add reference line…</source>
        <translation>Bezugslinie hinzufügen…</translation>
    </message>
    <message>
        <source>Go back to step %1</source>
        <translation>Zurück zu Schritt %1</translation>
    </message>
    <message>
        <source>With the settings of that step</source>
        <translation>Mit den damaligen Einstellungen</translation>
    </message>
    <message>
        <source>With the current settings</source>
        <translation>Mit den jetzigen Einstellungen</translation>
    </message>
    <message>
        <source>Unpin checkpoint</source>
        <translation>Checkpoint nicht mehr anheften</translation>
    </message>
    <message>
        <source>Pin checkpoint</source>
        <translation>Checkpoint anheften</translation>
    </message>
    <message>
        <source>The engine no longer has this run.</source>
        <translation>Die Engine hat diesen Lauf nicht mehr.</translation>
    </message>
    <message>
        <source>Another program continues this run.</source>
        <translation>Ein anderes Programm setzt diesen Lauf fort.</translation>
    </message>
    <message>
        <source>The engine cannot read this checkpoint: its file was removed or is on another machine.</source>
        <translation>Die Engine kann diesen Checkpoint nicht lesen: Seine Datei wurde entfernt oder liegt auf einem anderen Rechner.</translation>
    </message>
    <message>
        <source>Continue from step %1</source>
        <translation>Ab Schritt %1 fortsetzen</translation>
    </message>
    <message>
        <source>With the settings at its end</source>
        <translation>Mit den Einstellungen an seinem Ende</translation>
    </message>
</context>
<context>
    <name>emascope::ui::CheckpointActions</name>
    <message>
        <source>Continue a run</source>
        <translation>Einen Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Checkpoint, or folder of checkpoints, on the engine&apos;s machine</source>
        <translation>Checkpoint oder Ordner von Checkpoints auf dem Rechner der Engine</translation>
    </message>
    <message>
        <source>Checkpoint after step %1: %2</source>
        <translation>Checkpoint nach Schritt %1: %2</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>emascope::ui::CompareFeed</name>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>Diese Engine kennt den Befehl %1 nicht.</translation>
    </message>
    <message>
        <source>This engine shows raw and averaged weights, but no mix of them.</source>
        <translation>Diese Engine zeigt rohe und gemittelte Gewichte, aber keine Mischung davon.</translation>
    </message>
    <message>
        <source>The engine&apos;s results of single samples are incomplete.</source>
        <translation>Die Ergebnisse der Engine zu einzelnen Beispielen sind unvollständig.</translation>
    </message>
    <message>
        <source>This task has no samples to compare.</source>
        <translation>Diese Aufgabe hat keine Beispiele zum Vergleichen.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::CompareView</name>
    <message>
        <source>Compare raw and averaged weights</source>
        <translation>Rohe und gemittelte Gewichte vergleichen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Where they agree</source>
        <translation>Einigkeit</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Test, save</source>
        <translation>Test, Sichern</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>○ %1: %2 samples, the cell chosen at the right</source>
        <translation>○ %1: %2 Beispiele, das rechts gewählte Feld</translation>
    </message>
    <message>
        <source>○ %1: %2</source>
        <translation>○ %1: %2</translation>
    </message>
    <message>
        <source>○ %1: %2 sample, the cell chosen at the right</source>
        <translation>○ %1: %2 Beispiel, das rechts gewählte Feld</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ContinueDialog</name>
    <message>
        <source>Checkpoints (*.emascope)</source>
        <translation>Checkpoints (*.emascope)</translation>
    </message>
    <message>
        <source>Run folder or checkpoint:</source>
        <translation>Ordner eines Laufs oder Checkpoint:</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DecayPreview</name>
    <message>
        <source>Decay over the run</source>
        <translation>Decay im Verlauf</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DemoButton</name>
    <message>
        <source>Choose what to train</source>
        <translation>Wählen, was trainiert wird</translation>
    </message>
    <message>
        <source>Choose what to train, now %1</source>
        <translation>Wählen, was trainiert wird, jetzt %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DemoCard</name>
    <message>
        <source>open now</source>
        <translation>jetzt offen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DistancesCard</name>
    <message>
        <source>How far apart, by layer</source>
        <translation>Abstand nach Schicht</translation>
    </message>
    <message>
        <source>‖raw − EMA‖ / ‖raw‖</source>
        <translation>‖roh − EMA‖ / ‖roh‖</translation>
    </message>
    <message>
        <source>The norm of the difference between the raw tensor and the averaged one, as a share of the raw tensor&apos;s norm</source>
        <translation>Die Norm der Differenz zwischen dem rohen und dem gemittelten Tensor, als Anteil der Norm des rohen</translation>
    </message>
    <message>
        <source>Distance between raw and averaged weights, by tensor</source>
        <translation>Abstand zwischen rohen und gemittelten Gewichten, nach Tensor</translation>
    </message>
    <message>
        <source>none: a tensor is zero</source>
        <translation>keiner: Ein Tensor ist null</translation>
    </message>
    <message>
        <source>%1 numbers%2 · norm of raw %3, of the difference %4 · cosine %5</source>
        <translation>%1 Zahlen%2 · Norm von roh %3, der Differenz %4 · Kosinus %5</translation>
    </message>
    <message>
        <source>, a buffer</source>
        <translation>, ein Puffer</translation>
    </message>
    <message>
        <source>Click a row for its norm and cosine.</source>
        <translation>Ein Klick auf eine Zeile zeigt Norm und Kosinus.</translation>
    </message>
    <message>
        <source>This run has no average to compare.</source>
        <translation>Dieser Lauf hat keinen Mittelwert zum Vergleichen.</translation>
    </message>
    <message>
        <source>The distances are being measured.</source>
        <translation>Die Abstände werden gemessen.</translation>
    </message>
    <message>
        <source>‖raw − average‖ / ‖raw‖</source>
        <translation>‖roh − Mittelwert‖ / ‖roh‖</translation>
    </message>
    <message>
        <source>The selected row is described below the list.</source>
        <translation>Die gewählte Zeile wird unter der Liste beschrieben.</translation>
    </message>
    <message>
        <source>%1 number%2 · norm of raw %3, of the difference %4 · cosine %5</source>
        <translation>%1 Zahl%2 · Norm von roh %3, der Differenz %4 · Kosinus %5</translation>
    </message>
</context>
<context>
    <name>emascope::ui::EditSender</name>
    <message>
        <source>No run in progress. Start one first.</source>
        <translation>Kein Lauf im Gang. Starten Sie erst einen.</translation>
    </message>
    <message>
        <source>%1 is back with its settings. Its average starts from the raw weights again.</source>
        <translation>%1 ist mit den alten Einstellungen wieder da. Der Mittelwert beginnt noch einmal mit den rohen Gewichten.</translation>
    </message>
    <message>
        <source>%1 removed. Undo adds it again, with an average that starts from the raw weights.</source>
        <translation>%1 entfernt. Rückgängig fügt sie wieder hinzu, mit einem Mittelwert, der mit den rohen Gewichten beginnt.</translation>
    </message>
    <message>
        <source>%1 tracks are back with their settings. Their averages start from the raw weights again.</source>
        <translation>%1 Spuren sind mit ihren Einstellungen wieder da. Ihre Mittelwerte beginnen noch einmal mit den rohen Gewichten.</translation>
    </message>
    <message>
        <source>%1 tracks removed. Undo adds them again, with averages that start from the raw weights.</source>
        <translation>%1 Spuren entfernt. Rückgängig fügt sie wieder hinzu, mit Mittelwerten, die mit den rohen Gewichten beginnen.</translation>
    </message>
    <message>
        <source>The reset of %1 to raw cannot be undone.</source>
        <translation>Das Zurücksetzen von %1 auf roh lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>The reset of %1 to raw cannot be undone. Undo again to take back the change before it.</source>
        <translation>Das Zurücksetzen von %1 auf roh lässt sich nicht rückgängig machen. Noch einmal Rückgängig nimmt die Änderung davor zurück.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::EngineClient</name>
    <message>
        <source>The engine could not be started: %1: %2</source>
        <translation>Die Engine ließ sich nicht starten: %1: %2</translation>
    </message>
    <message>
        <source>The engine does not speak the protocol: %1</source>
        <translation>Die Engine spricht das Protokoll nicht: %1</translation>
    </message>
    <message>
        <source>The engine sent an invalid message: %1</source>
        <translation>Die Engine hat eine ungültige Nachricht gesendet: %1</translation>
    </message>
    <message>
        <source>The engine sent an event before its Hello message</source>
        <translation>Die Engine hat ein Ereignis vor ihrer Hello-Nachricht gesendet</translation>
    </message>
    <message>
        <source>The engine was killed by signal %1</source>
        <translation>Die Engine wurde durch Signal %1 beendet</translation>
    </message>
    <message>
        <source>The engine exited with code %1</source>
        <translation>Die Engine hat sich mit Code %1 beendet</translation>
    </message>
    <message>
        <source>, in the middle of a message</source>
        <translation>, mitten in einer Nachricht</translation>
    </message>
    <message>
        <source>The engine did not send its Hello message within %1 s</source>
        <translation>Die Engine hat ihre Hello-Nachricht nicht innerhalb von %1 s gesendet</translation>
    </message>
</context>
<context>
    <name>emascope::ui::EngineTool</name>
    <message>
        <source>the engine was killed by signal %1</source>
        <translation>die Engine wurde durch Signal %1 beendet</translation>
    </message>
    <message>
        <source>%1 could not be started: %2</source>
        <translation>%1 ließ sich nicht starten: %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::Gallery</name>
    <message>
        <source>Choose what to train</source>
        <translation>Training auswählen</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre Daten</translation>
    </message>
    <message>
        <source>Show this when EMAscope starts</source>
        <translation>Dies beim Start von EMAscope zeigen</translation>
    </message>
    <message>
        <source>Gallery of demos</source>
        <translation>Auswahl der Demos</translation>
    </message>
    <message>
        <source>Filter the demos</source>
        <translation>Die Demos filtern</translation>
    </message>
    <message>
        <source>type to filter</source>
        <translation>zum Filtern tippen</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>1 demo, drawn from a recorded run</source>
        <translation>1 Demo, gezeichnet aus einem aufgenommenen Lauf</translation>
    </message>
    <message>
        <source>%1 demos, each drawn from a recorded run</source>
        <translation>%1 Demos, jede aus einem aufgenommenen Lauf gezeichnet</translation>
    </message>
    <message>
        <source>%1 of %2 demos</source>
        <translation>%1 von %2 Demos</translation>
    </message>
    <message>
        <source>No demo contains all of these words.</source>
        <translation>Keine Demo enthält alle diese Wörter.</translation>
    </message>
    <message>
        <source>No engine is running; restart the engine first.</source>
        <translation>Es läuft keine Engine; starten Sie erst die Engine neu.</translation>
    </message>
    <message>
        <source>Shows only cards that contain all of these words</source>
        <translation>Zeigt nur Karten, die alle diese Wörter enthalten</translation>
    </message>
    <message>
        <source>Without it, only the button in the run bar and Ctrl+N open the gallery</source>
        <translation>Ohne Haken öffnen nur der Knopf rechts oben und Strg+N diese Auswahl</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>Letzte Läufe</translation>
    </message>
</context>
<context>
    <name>emascope::ui::GhostButton</name>
    <message>
        <source>Ghost</source>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>ghost: none</source>
        <translation>Schatten: keiner</translation>
    </message>
    <message>
        <source>ghost: run %1</source>
        <translation>Schatten: Lauf %1</translation>
    </message>
    <message>
        <source>ghost: last run</source>
        <translation>Schatten: letzter Lauf</translation>
    </message>
    <message>
        <source>The main track of the last run, or of a kept one, behind the curves</source>
        <translation>Die Hauptspur des letzten Laufs oder eines aufbewahrten hinter den Kurven</translation>
    </message>
    <message>
        <source>Kept run</source>
        <translation>Aufbewahrter Lauf</translation>
    </message>
    <message>
        <source>ghost: %1</source>
        <translation>Schatten: %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifeCard</name>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Loss against half-life</source>
        <translation>Verlust über der Halbwertszeit</translation>
    </message>
    <message>
        <source>Which evaluations are compared, here, in the table and in the plot</source>
        <translation>Welche Auswertungen verglichen werden, hier, in der Tabelle und im Diagramm</translation>
    </message>
    <message>
        <source>Last 10 % of the planned evaluations</source>
        <translation>Die letzten 10 % der geplanten Auswertungen</translation>
    </message>
    <message>
        <source>Last 20 % of the planned evaluations</source>
        <translation>Die letzten 20 % der geplanten Auswertungen</translation>
    </message>
    <message>
        <source>All since the last change</source>
        <translation>Alle seit der letzten Änderung</translation>
    </message>
    <message>
        <source>all evaluations ▾</source>
        <translation>alle ▾</translation>
    </message>
    <message>
        <source>last %1 evaluations ▾</source>
        <translation>letzte %1 ▾</translation>
    </message>
    <message>
        <source>Bar: 95 % interval of the difference to the best.</source>
        <translation>Balken: 95-%-Intervall der Differenz zum Besten.</translation>
    </message>
    <message>
        <source>No line: this run keeps no snapshots.</source>
        <translation>Keine Linie: Dieser Lauf behält keine Schnappschüsse.</translation>
    </message>
    <message>
        <source>Line: %1 of %2 averages measured.</source>
        <translation>Linie: %1 von %2 Mittelwerten gemessen.</translation>
    </message>
    <message>
        <source>Line: averages made afterwards from snapshots.</source>
        <translation>Linie: nachträglich aus Schnappschüssen gemachte Mittelwerte.</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1, equal to the best</source>
        <translation>%1, so gut wie der beste</translation>
    </message>
    <message>
        <source>%1, %2 % above the best</source>
        <translation>%1, %2 % über dem besten</translation>
    </message>
    <message>
        <source>Click into the plot to choose a half-life</source>
        <translation>Klick wählt Halbwertszeit</translation>
    </message>
    <message>
        <source>Choose a half-life first</source>
        <translation>Wählen Sie erst eine Halbwertszeit</translation>
    </message>
    <message>
        <source>Sets %1 of %2 to %3. It can be undone.</source>
        <translation>Setzt %1 von %2 auf %3. Das lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>There is no track.</source>
        <translation>Es gibt keine Spur.</translation>
    </message>
    <message>
        <source>The rule of %1 has no half-life in steps to set. Alt+click adds a track.</source>
        <translation>Die Regel von %1 hat keine einstellbare Halbwertszeit in Schritten. Alt+Klick fügt eine Spur hinzu.</translation>
    </message>
    <message>
        <source>No track was added</source>
        <translation>Keine Spur hinzugefügt</translation>
    </message>
    <message>
        <source>%1: %2 steps</source>
        <translation>%1: %2 Schritte</translation>
    </message>
    <message>
        <source>Half-lives are those in force at the last evaluation. With debiasing, a warm-up or a ramp, that of a track is shorter at first than the one it is set to.</source>
        <translation>Halbwertszeiten sind die, die bei der letzten Auswertung gelten. Mit Entzerrung, Vorlauf oder Rampe ist die einer Spur anfangs kürzer als die eingestellte.</translation>
    </message>
    <message>
        <source>last evaluation ▾</source>
        <translation>letzte Auswertung ▾</translation>
    </message>
    <message>
        <source>Rerun</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>Starts the run again, with %1 of %2 set to %3</source>
        <translation>Startet den Lauf neu, mit %1 von %2 auf %3</translation>
    </message>
    <message>
        <source>No run in progress. Start one first.</source>
        <translation>Es läuft nichts. Starten Sie zuerst einen Lauf.</translation>
    </message>
    <message>
        <source>Not restarted</source>
        <translation>Nicht neu gestartet</translation>
    </message>
    <message>
        <source>There is no engine.</source>
        <translation>Es gibt keine Engine.</translation>
    </message>
    <message>
        <source>Differences at the same evaluations, with their correlation. Not in the bars: other seeds, other validation samples, and the choice of the best of several. A bar with open ends may be longer; where all losses are above those of the best, it may cross the dotted line although its average is not within the noise.</source>
        <translation>Differenzen bei denselben Auswertungen, mit ihrer Korrelation. Nicht in den Balken: andere Seeds, andere Validierungsdaten und dass das Beste von mehreren ausgewählt wird. Ein Balken mit offenen Enden kann länger sein; wo alle Verluste über denen des Besten liegen, kann er die gepunktete Linie schneiden, obwohl sein Mittelwert nicht im Rahmen des Rauschens liegt.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifeLink</name>
    <message>
        <source>keep the half-life (adjusts β)</source>
        <translation>Halbwertszeit behalten (passt β an)</translation>
    </message>
    <message>
        <source>When the update interval changes, β is adjusted so that the half-life in steps stays the same.</source>
        <translation>Ändert sich der Abstand der Aktualisierungen, so wird β angepasst, damit die Halbwertszeit in Schritten gleich bleibt.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifePlot</name>
    <message>
        <source>Loss against half-life</source>
        <translation>Verlust über der Halbwertszeit</translation>
    </message>
    <message>
        <source>Click or drag to choose a half-life, Alt+click adds a track there. Left and Right move the cursor by 2 %, with Shift by 20 %.</source>
        <translation>Klicken oder ziehen wählt eine Halbwertszeit, Alt+Klick fügt dort eine Spur hinzu. Links und Rechts bewegen den Zeiger um 2 %, mit Umschalt um 20 %.</translation>
    </message>
    <message>
        <source>half-life in steps</source>
        <translation>Halbwertszeit in Schritten</translation>
    </message>
    <message>
        <source>raw %1</source>
        <translation>roh %1</translation>
    </message>
    <message>
        <source>%1 ↑</source>
        <translation>%1 ↑</translation>
    </message>
    <message>
        <source>%1 ↓</source>
        <translation>%1 ↓</translation>
    </message>
    <message>
        <source>within the noise
of the best</source>
        <translation>im Rauschen
gleich der besten</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifeRow</name>
    <message>
        <source>Half-life in steps</source>
        <translation>Halbwertszeit in Schritten</translation>
    </message>
    <message>
        <source>Enter sends the typed value, Esc restores the old one.</source>
        <translation>Die Eingabetaste sendet den getippten Wert, Esc stellt den alten wieder her.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>half-life: %1 is not allowed; allowed: above 0</source>
        <translation>Halbwertszeit: %1 ist nicht erlaubt; erlaubt: über 0</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>Halbwertszeit</translation>
    </message>
    <message>
        <source>The half-life of this β, in steps</source>
        <translation>Die Halbwertszeit zu diesem β, in Schritten</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HelpBrowser</name>
    <message>
        <source>EMAscope manual</source>
        <translation>EMAscope-Handbuch (englisch)</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>Seite des Handbuchs</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>Seiten des Handbuchs</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ImageStrip</name>
    <message>
        <source>Some of the samples</source>
        <translation>Einige der Beispiele</translation>
    </message>
</context>
<context>
    <name>emascope::ui::KeptRuns</name>
    <message>
        <source>The kept runs cannot be listed</source>
        <translation>Die aufbewahrten Läufe können nicht aufgelistet werden</translation>
    </message>
    <message>
        <source>About the kept runs</source>
        <translation>Zu den aufbewahrten Läufen</translation>
    </message>
    <message>
        <source>The previous run is kept in %1</source>
        <translation>Der vorige Lauf ist aufbewahrt in %1</translation>
    </message>
    <message>
        <source>This run is kept in %1</source>
        <translation>Dieser Lauf wird aufbewahrt in %1</translation>
    </message>
    <message>
        <source>Your runs will be kept here.</source>
        <translation>Ihre Läufe werden hier aufbewahrt.</translation>
    </message>
    <message>
        <source>The number is the lowest mean loss of an average. A run that is replaced stays here, and as the ghost in the chart.</source>
        <translation>Die Zahl ist der niedrigste mittlere Verlust eines Mittelwerts. Ein ersetzter Lauf bleibt hier, und als Schatten im Diagramm.</translation>
    </message>
    <message>
        <source>The run cannot be opened</source>
        <translation>Der Lauf kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>This run cannot be shown as the ghost</source>
        <translation>Dieser Lauf wird nicht als Schatten gezeigt</translation>
    </message>
    <message>
        <source>It is the present run itself.</source>
        <translation>Es ist der gegenwärtige Lauf selbst.</translation>
    </message>
    <message>
        <source>It is a run of another problem, whose losses cannot be compared step by step, or it has fewer than two evaluations.</source>
        <translation>Er hat ein anderes Problem als der gegenwärtige Lauf, sodass die Verluste nicht Schritt für Schritt vergleichbar sind, oder weniger als zwei Auswertungen.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>It is a run of another problem.</source>
        <translation>Er hat ein anderes Problem als der gegenwärtige Lauf.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::KnobGroup</name>
    <message>
        <source>▸ advanced</source>
        <translation>▸ erweitert</translation>
    </message>
    <message>
        <source>Shows or hides the parameters that are seldom changed</source>
        <translation>Blendet die Parameter ein oder aus, die selten geändert werden</translation>
    </message>
    <message>
        <source>▾ advanced</source>
        <translation>▾ erweitert</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonCard</name>
    <message>
        <source>‹ Lessons</source>
        <translation>‹ Lektionen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Page Up, or ← of a presenter</source>
        <translation>Bild auf, oder ← eines Presenters</translation>
    </message>
    <message>
        <source>Page Down, or → of a presenter</source>
        <translation>Bild ab, oder → eines Presenters</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>The window shows another run. Next starts the lesson&apos;s run again.</source>
        <translation>Das Fenster zeigt einen anderen Lauf. „Weiter“ startet den Lauf der Lektion noch einmal.</translation>
    </message>
    <message>
        <source>Paused. Next lets the run go on to step %1.</source>
        <translation>Angehalten. „Weiter“ lässt den Lauf bis Schritt %1 weitergehen.</translation>
    </message>
    <message>
        <source>The run goes on to step %1.</source>
        <translation>Der Lauf geht weiter bis Schritt %1.</translation>
    </message>
    <message>
        <source>Answer first, then watch. Next goes on without an answer.</source>
        <translation>Erst antworten, dann zusehen. „Weiter“ geht ohne Antwort weiter.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Leaves the lesson; its run stays</source>
        <translation>Verlässt die Lektion; ihr Lauf bleibt</translation>
    </message>
    <message>
        <source>Answers the question, as key %1 does</source>
        <translation>Beantwortet die Frage, wie die Taste %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonChart</name>
    <message>
        <source>Chart of the lesson</source>
        <translation>Diagramm der Lektion</translation>
    </message>
    <message>
        <source>overlapping</source>
        <translation>überlagert</translation>
    </message>
    <message>
        <source>half-life in steps</source>
        <translation>Halbwertszeit in Schritten</translation>
    </message>
    <message>
        <source>training step</source>
        <translation>Trainingsschritt</translation>
    </message>
    <message>
        <source>decay used</source>
        <translation>benutzter Decay</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>%1: loss %2 at half-life %3</source>
        <translation>%1: Verlust %2 bei Halbwertszeit %3</translation>
    </message>
    <message>
        <source>%1: loss %2 at step %3</source>
        <translation>%1: Verlust %2 bei Schritt %3</translation>
    </message>
    <message>
        <source>mean of %1 from step %2 to %3: %4</source>
        <translation>Mittel von %1 von Schritt %2 bis %3: %4</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonKnob</name>
    <message>
        <source>Run again</source>
        <translation>Noch einmal laufen lassen</translation>
    </message>
    <message>
        <source>of the run</source>
        <translation>des Laufs</translation>
    </message>
    <message>
        <source>half-life %1 steps</source>
        <translation>Halbwertszeit %1 Schritte</translation>
    </message>
    <message>
        <source>half-life %1</source>
        <translation>Halbwertszeit %1</translation>
    </message>
    <message>
        <source>The lesson sets it to %1 when the run goes on.</source>
        <translation>Die Lektion setzt ihn auf %1, wenn der Lauf weitergeht.</translation>
    </message>
    <message>
        <source>The run has ended. Run again shows it with this value.</source>
        <translation>Der Lauf ist zu Ende. „Noch einmal laufen lassen“ zeigt ihn mit diesem Wert.</translation>
    </message>
    <message>
        <source>The run has ended. Move the knob, then run again with it.</source>
        <translation>Der Lauf ist zu Ende. Bewegen Sie den Regler und lassen Sie ihn dann noch einmal laufen.</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>Halbwertszeit</translation>
    </message>
    <message>
        <source>The half-life in steps of an average that is now computed from the snapshots of the others.</source>
        <translation>Die Halbwertszeit in Schritten eines Mittelwerts, der jetzt aus den Schnappschüssen der anderen berechnet wird.</translation>
    </message>
    <message>
        <source>of the average that is made afterwards, in steps</source>
        <translation>des nachträglich gemachten Mittelwerts, in Schritten</translation>
    </message>
    <message>
        <source>The engine refuses this one: the snapshots do not contain it.</source>
        <translation>Die Engine lehnt diesen ab: Die Schnappschüsse enthalten ihn nicht.</translation>
    </message>
    <message>
        <source>Its mean loss at the %1 steps of the points: %2</source>
        <translation>Sein mittlerer Verlust bei den %1 Schritten der Punkte: %2</translation>
    </message>
    <message>
        <source>It is made at %1 steps; %2 are done.</source>
        <translation>Er wird bei %1 Schritten gemacht; %2 sind fertig.</translation>
    </message>
    <message>
        <source>From step 0, with the value of the knob</source>
        <translation>Ab Schritt 0, mit dem Wert des Reglers</translation>
    </message>
    <message>
        <source>The number of steps after which a step&apos;s share in the average has halved. The decay is 2^(−1/half-life).</source>
        <translation>Die Zahl der Schritte, nach denen sich der Anteil eines Schritts am Mittelwert halbiert hat. Der Decay ist 2^(−1/Halbwertszeit).</translation>
    </message>
    <message>
        <source>of the line “%1”, in steps</source>
        <translation>der Linie „%1“, in Schritten</translation>
    </message>
    <message>
        <source>of the line “%1”</source>
        <translation>der Linie „%1“</translation>
    </message>
    <message>
        <source>of all %1 averages, in steps</source>
        <translation>aller %1 Mittelwerte, in Schritten</translation>
    </message>
    <message>
        <source>of all %1 averages</source>
        <translation>aller %1 Mittelwerte</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonList</name>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Lessons appear when the engine is running.</source>
        <translation>Die Lektionen erscheinen, sobald die Engine läuft.</translation>
    </message>
    <message>
        <source>Open lesson…</source>
        <translation>Lektion öffnen…</translation>
    </message>
    <message>
        <source>A lesson file of your own; docs/lessons.md describes it</source>
        <translation>Eine eigene Lektionsdatei; docs/lessons.md beschreibt sie</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonPage</name>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>Everything in Tune</source>
        <translation>Alles in „Einstellen“</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>The same run with all curves, settings and tables</source>
        <translation>Derselbe Lauf mit allen Kurven, Einstellungen und Tabellen</translation>
    </message>
    <message>
        <source>F5; Esc leaves it</source>
        <translation>F5; Esc verlässt es</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>Vollbild verlassen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonPictures</name>
    <message>
        <source>Picture with the weights: %1</source>
        <translation>Bild mit den Gewichten: %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>loss %1 · step %2</source>
        <translation>Verlust %1 · Schritt %2</translation>
    </message>
    <message>
        <source>step %1 · loss %2 at %3</source>
        <translation>Schritt %1 · Verlust %2 bei %3</translation>
    </message>
    <message>
        <source>dashed: the truth</source>
        <translation>gestrichelt: die Wahrheit</translation>
    </message>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>Diese Engine kennt den Befehl %1 nicht.</translation>
    </message>
    <message>
        <source>Shows the picture with these weights</source>
        <translation>Zeigt das Bild mit diesen Gewichten</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonSession</name>
    <message>
        <source>There is no engine to train with.</source>
        <translation>Es gibt keine Engine zum Trainieren.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonSynthesis</name>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>Diese Engine kennt den Befehl %1 nicht.</translation>
    </message>
    <message>
        <source>This run keeps no snapshots.</source>
        <translation>Dieser Lauf behält keine Schnappschüsse.</translation>
    </message>
    <message>
        <source>The slider works while the run is paused, and after its end.</source>
        <translation>Der Regler wirkt, während der Lauf angehalten ist, und nach seinem Ende.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonTile</name>
    <message>
        <source> · completed</source>
        <translation> · durchgearbeitet</translation>
    </message>
    <message>
        <source> · %1 of %2 completed</source>
        <translation> · %1 von %2 durchgearbeitet</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LogImport</name>
    <message>
        <source>The log cannot be opened</source>
        <translation>Das Log kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>A part of the log is missing</source>
        <translation>Ein Teil des Logs fehlt</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LossPlot</name>
    <message>
        <source>Validation loss chart</source>
        <translation>Diagramm des Validierungsverlusts</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>Validation %1</source>
        <translation>Validierung: %1</translation>
    </message>
    <message>
        <source>No evaluation yet.</source>
        <translation>Noch keine Auswertung.</translation>
    </message>
    <message>
        <source>Raw %1</source>
        <translation>Roh %1</translation>
    </message>
    <message>
        <source>Step %1 of %2. %3.</source>
        <translation>Schritt %1 von %2. %3.</translation>
    </message>
    <message>
        <source> %1. Decay of %2: %3, %4.</source>
        <translation> %1. Decay von %2: %3, %4.</translation>
    </message>
    <message>
        <source> %1 steps skipped.</source>
        <translation> %1 Schritte übersprungen.</translation>
    </message>
    <message>
        <source> Reference line %1: %2.</source>
        <translation> Bezugslinie %1: %2.</translation>
    </message>
    <message>
        <source> Note at step %1: %2.</source>
        <translation> Notiz bei Schritt %1: %2.</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>Δ = raw − %1</source>
        <translation>Δ = roh − %1</translation>
    </message>
    <message>
        <source>decay βₜ</source>
        <translation>Decay βₜ</translation>
    </message>
    <message>
        <source>No run yet. Start one to see its losses here.</source>
        <translation>Noch kein Lauf. Starten Sie einen, um hier seine Verluste zu sehen.</translation>
    </message>
    <message>
        <source>The first evaluation comes after step %1.</source>
        <translation>Die erste Auswertung kommt nach Schritt %1.</translation>
    </message>
    <message>
        <source>All curves are hidden.</source>
        <translation>Alle Kurven sind ausgeblendet.</translation>
    </message>
    <message>
        <source>No evaluation between steps %1 and %2; the last one is at step %3.
Press F to follow the run again.</source>
        <translation>Keine Auswertung zwischen den Schritten %1 und %2; die letzte ist bei Schritt %3.
Mit F folgen Sie dem Lauf wieder.</translation>
    </message>
    <message>
        <source>last run</source>
        <translation>letzter Lauf</translation>
    </message>
    <message>
        <source>Δ of the losses = raw − %1</source>
        <translation>Δ der Verluste = roh − %1</translation>
    </message>
    <message>
        <source>decay used  βₜ</source>
        <translation>benutzter Decay  βₜ</translation>
    </message>
    <message>
        <source>decay used  βₜ · %1</source>
        <translation>benutzter Decay  βₜ · %1</translation>
    </message>
    <message>
        <source>1 beyond the axis</source>
        <translation>1 jenseits der Achse</translation>
    </message>
    <message>
        <source>%1 beyond the axis</source>
        <translation>%1 jenseits der Achse</translation>
    </message>
    <message>
        <source>1 point above the axis ▲</source>
        <translation>1 Punkt über der Achse ▲</translation>
    </message>
    <message>
        <source>%1 points above the axis ▲</source>
        <translation>%1 Punkte über der Achse ▲</translation>
    </message>
    <message>
        <source>1 value not finite</source>
        <translation>1 Wert nicht endlich</translation>
    </message>
    <message>
        <source>%1 values not finite</source>
        <translation>%1 Werte nicht endlich</translation>
    </message>
    <message>
        <source>1 step skipped ×</source>
        <translation>1 Schritt übersprungen ×</translation>
    </message>
    <message>
        <source>%1 steps skipped ×</source>
        <translation>%1 Schritte übersprungen ×</translation>
    </message>
    <message>
        <source>1 point below the axis ▼</source>
        <translation>1 Punkt unter der Achse ▼</translation>
    </message>
    <message>
        <source>%1 points below the axis ▼</source>
        <translation>%1 Punkte unter der Achse ▼</translation>
    </message>
    <message>
        <source> · no effect yet (none before the end)</source>
        <translation> · noch ohne Wirkung (bis zum Ende keine)</translation>
    </message>
    <message>
        <source> · acts from %1</source>
        <translation> · wirkt ab %1</translation>
    </message>
    <message>
        <source> · no effect yet (from %1)</source>
        <translation> · noch ohne Wirkung (erst ab %1)</translation>
    </message>
    <message>
        <source>%1 · seed %2</source>
        <translation>%1 · Seed %2</translation>
    </message>
    <message>
        <source>the picture cannot be encoded as PNG</source>
        <translation>das Bild lässt sich nicht als PNG kodieren</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a supported picture format</source>
        <translation>&quot;%1&quot; ist kein unterstütztes Bildformat</translation>
    </message>
    <message>
        <source>Left and right move the cursor; with Ctrl from change to change.</source>
        <translation>Links und Rechts bewegen den Zeiger; mit Strg von Änderung zu Änderung.</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>feedback of %1</source>
        <translation>Rückführung von %1</translation>
    </message>
    <message>
        <source>feedback undone</source>
        <translation>Rückführung rückgängig</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source> · changed at %1 before it acted</source>
        <translation> · bei %1 geändert, bevor es wirkte</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>Noch kein Lauf.</translation>
    </message>
    <message>
        <source>Checkpoint after step %1, %2</source>
        <translation>Checkpoint nach Schritt %1, %2</translation>
    </message>
    <message>
        <source> · raw loss %1</source>
        <translation> · Verlust roh %1</translation>
    </message>
    <message>
        <source> · pinned</source>
        <translation> · angeheftet</translation>
    </message>
    <message>
        <source> Last checkpoint after step %1.</source>
        <translation> Letzter Checkpoint nach Schritt %1.</translation>
    </message>
    <message>
        <source>engine restarted</source>
        <translation>Engine neu gestartet</translation>
    </message>
    <message>
        <source>continued here</source>
        <translation>hier fortgesetzt</translation>
    </message>
</context>
<context>
    <name>emascope::ui::MainWindow</name>
    <message>
        <source>EMAscope</source>
        <translation>EMAscope</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Export failed</source>
        <translation>Export fehlgeschlagen</translation>
    </message>
    <message>
        <source>no engine</source>
        <translation>keine Engine</translation>
    </message>
    <message>
        <source>Restart engine</source>
        <translation>Engine neu starten</translation>
    </message>
    <message>
        <source>Restart engine and go on</source>
        <translation>Engine neu starten und fortfahren</translation>
    </message>
    <message>
        <source>not responding</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>The engine has not responded for 5 seconds.</source>
        <translation>Die Engine hat seit 5 Sekunden nicht geantwortet.</translation>
    </message>
    <message>
        <source>It may be busy with a long step. If you end it, the curves stay.</source>
        <translation>Vielleicht ist sie mit einem langen Schritt beschäftigt. Wenn Sie sie beenden, bleiben die Kurven.</translation>
    </message>
    <message>
        <source>End engine</source>
        <translation>Engine beenden</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastaturkürzel</translation>
    </message>
    <message>
        <source>About EMAscope</source>
        <translation>Über EMAscope</translation>
    </message>
    <message>
        <source>The engine was started again; the run goes on from step %1</source>
        <translation>Die Engine wurde neu gestartet; der Lauf geht ab Schritt %1 weiter</translation>
    </message>
    <message>
        <source> · It is started again.</source>
        <translation> · Sie wird neu gestartet.</translation>
    </message>
    <message>
        <source> · For the third time within a minute.</source>
        <translation> · Zum dritten Mal in einer Minute.</translation>
    </message>
    <message>
        <source>Step %1, which is not in the checkpoint, is taken again.</source>
        <translation>Schritt %1, der nicht im Checkpoint ist, wird noch einmal gemacht.</translation>
    </message>
    <message>
        <source>Steps %1 to %2, which are not in the checkpoint, are taken again.</source>
        <translation>Die Schritte %1 bis %2, die nicht im Checkpoint sind, werden noch einmal gemacht.</translation>
    </message>
    <message>
        <source> · The run has no checkpoint: it can only start again, from step 0.</source>
        <translation> · Der Lauf hat keinen Checkpoint: Er kann nur neu starten, ab Schritt 0.</translation>
    </message>
    <message>
        <source>%1 · EMAscope</source>
        <translation>%1 · EMAscope</translation>
    </message>
    <message>
        <source>%1 % · %2 · EMAscope</source>
        <translation>%1 % · %2 · EMAscope</translation>
    </message>
    <message>
        <source>It may be busy with a long step. If you restart it, the run goes on from its newest checkpoint.</source>
        <translation>Vielleicht ist sie mit einem langen Schritt beschäftigt. Wenn Sie sie neu starten, geht der Lauf von seinem neuesten Checkpoint aus weiter.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::MessageBar</name>
    <message>
        <source>Show the next message</source>
        <translation>Die nächste Meldung zeigen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 of %2 ›</source>
        <translation>%1 von %2 ›</translation>
    </message>
    <message>
        <source>Message %1 of %2, show the next</source>
        <translation>Meldung %1 von %2, die nächste zeigen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::MixSlider</name>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Share of the averaged weights in the mix, in hundredths</source>
        <translation>Anteil der gemittelten Gewichte an der Mischung, in Hundertsteln</translation>
    </message>
    <message>
        <source>0 is the raw weights, 1 the average. ← and → move by 0.01, with Shift by 0.1.</source>
        <translation>0 sind die rohen Gewichte, 1 der Mittelwert. ← und → bewegen um 0.01, mit Umschalt um 0.1.</translation>
    </message>
    <message>
        <source>0 · raw</source>
        <translation>0 · roh</translation>
    </message>
    <message>
        <source>1 · %1</source>
        <translation>1 · %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::NoticeBar</name>
    <message>
        <source>Ctrl+Enter saves it</source>
        <translation>Strg+Eingabe speichert sie</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OpenDialog</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Open your own data</source>
        <translation>Eigene Daten öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Contents of the data</source>
        <translation>Inhalt der Daten</translation>
    </message>
    <message>
        <source>This engine cannot inspect files; errors appear at the start.</source>
        <translation>Diese Engine kann Dateien nicht untersuchen; Fehler erscheinen beim Start.</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>%1–%2 pixels found; use %3?</source>
        <translation>%1–%2 Pixel gefunden; %3 verwenden?</translation>
    </message>
    <message>
        <source>not usable yet</source>
        <translation>noch nicht verwendbar</translation>
    </message>
    <message>
        <source>read completely</source>
        <translation>vollständig gelesen</translation>
    </message>
    <message>
        <source>Drop a file or a folder anywhere on this page, or choose one on the left.

CSV, NPY, NPZ, IDX, CIFAR-10, or a folder of images with a subfolder for each class. What is found in them is shown here before anything starts.</source>
        <translation>Ziehen Sie eine Datei oder einen Ordner auf diese Seite, oder wählen Sie links etwas aus.

CSV, NPY, NPZ, IDX, CIFAR-10 oder ein Ordner mit Bildern, mit einem Unterordner je Klasse. Was darin gefunden wird, steht hier, bevor irgendetwas beginnt.</translation>
    </message>
    <message>
        <source>The contents of the data are shown here once they can be read.</source>
        <translation>Der Inhalt der Daten steht hier, sobald sie gelesen werden können.</translation>
    </message>
    <message>
        <source>Use %1?</source>
        <translation>%1 verwenden?</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <source>Choose data first</source>
        <translation>Wählen Sie erst Daten</translation>
    </message>
    <message>
        <source>The data cannot be used; see the error in the form</source>
        <translation>Die Daten sind nicht verwendbar; siehe den Fehler im Formular</translation>
    </message>
    <message>
        <source>Allow the model&apos;s program to run first</source>
        <translation>Erlauben Sie erst, dass das Programm des Modells läuft</translation>
    </message>
    <message>
        <source>no engine is running; restart the engine first</source>
        <translation>es läuft keine Engine; starten Sie erst die Engine neu</translation>
    </message>
    <message>
        <source>Not started: %1</source>
        <translation>Nicht gestartet: %1</translation>
    </message>
    <message>
        <source>Your entries are kept until EMAscope ends</source>
        <translation>Ihre Eingaben bleiben bis zum Ende von EMAscope erhalten</translation>
    </message>
    <message>
        <source>Contents of the data, shown before the run starts</source>
        <translation>Inhalt der Daten, vor dem Start des Laufs gezeigt</translation>
    </message>
    <message>
        <source>Trains on these data; the present run ends when the engine has accepted them</source>
        <translation>Trainiert mit diesen Daten; der jetzige Lauf endet, wenn die Engine sie angenommen hat</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OptionField</name>
    <message>
        <source>one per line</source>
        <translation>je eine Zeile</translation>
    </message>
    <message>
        <source>Enters this in the field above</source>
        <translation>Trägt dies in das Feld darüber ein</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OverlayChart</name>
    <message>
        <source>Losses of several runs</source>
        <translation>Verluste mehrerer Läufe</translation>
    </message>
    <message>
        <source>%1: raw %2, average %3 at the end</source>
        <translation>%1: roh %2, Mittelwert %3 am Ende</translation>
    </message>
    <message>
        <source>Wheel or + and −: zoom the steps; Ctrl+wheel or PgUp and PgDn: the losses. Drag or arrow keys: move. Double-click, F or Home: show everything. Click a run in the legend, or press its number: hide or show it.</source>
        <translation>Rad oder + und −: Schritte vergrößern; Strg+Rad oder Bild auf und Bild ab: die Verluste. Ziehen oder Pfeiltasten: verschieben. Doppelklick, F oder Pos1: alles zeigen. Ein Lauf in der Legende angeklickt oder seine Zahl gedrückt: ausblenden oder zeigen.</translation>
    </message>
    <message>
        <source>%1: hidden</source>
        <translation>%1: ausgeblendet</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OverlayPage</name>
    <message>
        <source>Validation loss: raw dashed, the main average bold</source>
        <translation>Validierungsverlust: roh gestrichelt, der Haupt-Mittelwert fett</translation>
    </message>
    <message>
        <source>Overlay of kept runs</source>
        <translation>Aufbewahrte Läufe übereinander</translation>
    </message>
    <message>
        <source>Back to the live run</source>
        <translation>Zum laufenden Lauf</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was verschieden ist</translation>
    </message>
    <message>
        <source>A column for each run: its best losses, and the settings that are not the same in all of them</source>
        <translation>Eine Spalte für jeden Lauf: seine besten Verluste, und die Einstellungen, die nicht in allen gleich sind</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>best raw</source>
        <translation>roh, bester</translation>
    </message>
    <message>
        <source>best average</source>
        <translation>Mittel, bestes</translation>
    </message>
    <message>
        <source>the settings are the same</source>
        <translation>die Einstellungen sind gleich</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OwnCard</name>
    <message>
        <source>CSV, NPY, NPZ, IDX, CIFAR-10 or a folder of pictures; drop them anywhere.</source>
        <translation>CSV, NPY, NPZ, IDX, CIFAR-10 oder ein Ordner mit Bildern; lassen Sie sie irgendwo fallen.</translation>
    </message>
    <message>
        <source>Your own data…</source>
        <translation>Eigene Daten…</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ParamKnob</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Double-click to reset to the preset&apos;s value.</source>
        <translation>Ein Doppelklick setzt auf den Wert der Demo zurück.</translation>
    </message>
    <message>
        <source>applied @ %1</source>
        <translation>gilt ab Schritt %1</translation>
    </message>
    <message>
        <source>sent, not yet applied · now %1</source>
        <translation>gesendet, gilt noch nicht · jetzt %1</translation>
    </message>
    <message>
        <source>not sent · now %1</source>
        <translation>nicht gesendet · jetzt %1</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>Enter sends the typed value, Esc restores the old one. Current value: %1</source>
        <translation>Die Eingabetaste sendet den getippten Wert, Esc stellt den alten wieder her. Jetziger Wert: %1</translation>
    </message>
    <message>
        <source>refused · now %1</source>
        <translation>abgelehnt · jetzt %1</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>pending · now %1</source>
        <translation>unterwegs · jetzt %1</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>no effect now</source>
        <translation>jetzt ohne Wirkung</translation>
    </message>
    <message>
        <source>no effect</source>
        <translation>ohne Wirkung</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3, 1-1/200, hl=138 (a half-life) or none.</source>
        <translation>Schreiben Sie 0.995, 2/3, 1-1/200, hl=138 (eine Halbwertszeit) oder none.</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3, 1-1/200 or hl=138 (a half-life).</source>
        <translation>Schreiben Sie 0.995, 2/3, 1-1/200 oder hl=138 (eine Halbwertszeit).</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3, 1-1/200 or none.</source>
        <translation>Schreiben Sie 0.995, 2/3, 1-1/200 oder none.</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3 or 1-1/200.</source>
        <translation>Schreiben Sie 0.995, 2/3 oder 1-1/200.</translation>
    </message>
    <message>
        <source>Enter sends the typed value, Esc restores the old one.</source>
        <translation>Die Eingabetaste sendet den getippten Wert, Esc stellt den alten wieder her.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PathPicker</name>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>%1: choose a file</source>
        <translation>%1: eine Datei wählen</translation>
    </message>
    <message>
        <source>%1: choose a folder</source>
        <translation>%1: einen Ordner wählen</translation>
    </message>
    <message>
        <source>Opens a dialog with the files of this machine</source>
        <translation>Öffnet einen Dialog mit den Dateien dieses Rechners</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PicturesCard</name>
    <message>
        <source>This run has no average to compare.</source>
        <translation>Dieser Lauf hat keinen Mittelwert zum Vergleichen.</translation>
    </message>
    <message>
        <source>There are more than %1 classes: too many for a confusion matrix.</source>
        <translation>Es gibt mehr als %1 Klassen: zu viele für eine Konfusionsmatrix.</translation>
    </message>
    <message>
        <source>There is no picture of this task: a sample has several numbers to predict.</source>
        <translation>Es gibt kein Bild dieser Aufgabe: Je Beispiel sind mehrere Zahlen vorherzusagen.</translation>
    </message>
    <message>
        <source>The picture is being made.</source>
        <translation>Das Bild wird gemacht.</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>Verlust %1</translation>
    </message>
    <message>
        <source>%1 of %2 wrong</source>
        <translation>%1 von %2 falsch</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Raw weights</source>
        <translation>Rohe Gewichte</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>The mix, %1: %2</source>
        <translation>Die Mischung, %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Picture with the raw weights. %1</source>
        <translation>Bild mit den rohen Gewichten. %1</translation>
    </message>
    <message>
        <source>Picture with the mix, %1. %2</source>
        <translation>Bild mit der Mischung, %1. %2</translation>
    </message>
    <message>
        <source>•• the first %1 of the %2 validation samples</source>
        <translation>•• die ersten %1 der %2 Validierungsbeispiele</translation>
    </message>
    <message>
        <source>•• %1 of %2 samples</source>
        <translation>•• %1 von %2 Beispielen</translation>
    </message>
    <message>
        <source>steps %1 and %2</source>
        <translation>Schritte %1 und %2</translation>
    </message>
    <message>
        <source>step %1 of both</source>
        <translation>Schritt %1 bei beiden</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Pictures, table and curve show the same step.</source>
        <translation>Bilder, Tabelle und Kurve zeigen denselben Schritt.</translation>
    </message>
    <message>
        <source>The mix, %1</source>
        <translation>Die Mischung, %1</translation>
    </message>
    <message>
        <source>•• the only validation sample</source>
        <translation>•• das einzige Validierungsbeispiel</translation>
    </message>
    <message>
        <source>•• all %1 validation samples</source>
        <translation>•• alle %1 Validierungsbeispiele</translation>
    </message>
    <message>
        <source>•• 1 sample</source>
        <translation>•• 1 Beispiel</translation>
    </message>
    <message>
        <source>•• %1 samples</source>
        <translation>•• %1 Beispiele</translation>
    </message>
    <message>
        <source>During the run, pictures, table and curve may show different steps.</source>
        <translation>Während des Laufs können Bilder, Tabelle und Kurve verschiedene Schritte zeigen.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PlotCard</name>
    <message>
        <source>log y</source>
        <translation>log y</translation>
    </message>
    <message>
        <source>The decay of the selected track at the last evaluation</source>
        <translation>Der Decay der gewählten Spur bei der letzten Auswertung</translation>
    </message>
    <message>
        <source>Logarithmic value axis (L)</source>
        <translation>Logarithmische Wertachse (L)</translation>
    </message>
    <message>
        <source>decay %1</source>
        <translation>Decay %1</translation>
    </message>
    <message>
        <source>The curves are the %1; click to show the loss</source>
        <translation>Die Kurven zeigen: %1; ein Klick zeigt den Verlust</translation>
    </message>
    <message>
        <source>Show the %1 instead of the loss</source>
        <translation>Statt des Verlusts zeigen: %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message>
        <source>1 sample, the same for every curve</source>
        <translation>1 Beispiel, für jede Kurve dasselbe</translation>
    </message>
    <message>
        <source>%1 samples, the same for every curve</source>
        <translation>%1 Beispiele, für jede Kurve dieselben</translation>
    </message>
    <message>
        <source>● following</source>
        <translation>● folgt</translation>
    </message>
    <message>
        <source>viewing · click to follow</source>
        <translation>Ansicht steht · Klick folgt wieder</translation>
    </message>
    <message>
        <source>The view follows the run; zoom or pan to stop (F)</source>
        <translation>Die Ansicht folgt dem Lauf; Zoomen oder Verschieben beendet das (F)</translation>
    </message>
    <message>
        <source>The view stays where you put it; click to follow again (F)</source>
        <translation>Die Ansicht bleibt, wo Sie sie hingestellt haben; ein Klick folgt wieder (F)</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PythonButton</name>
    <message>
        <source>Copies Python to the clipboard: import, construction, update, and your changes at their steps.</source>
        <translation>Kopiert Python in die Zwischenablage: Import, Konstruktion, Update und Ihre Änderungen bei ihren Schritten.</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Nothing was copied</source>
        <translation>Nichts kopiert</translation>
    </message>
    <message>
        <source>The engine offers the schedule %1, but this window has no PyTorch code for it.</source>
        <translation>Die Engine bietet die Regel %1 an, aber dieses Fenster hat keinen PyTorch-Code dafür.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>The log of another tool does not say how the average was made.</source>
        <translation>Das Log eines anderen Programms sagt nicht, wie der Mittelwert entstand.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RecentRun</name>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RemarkEditor</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>value, for example 0.12</source>
        <translation>Wert, zum Beispiel 0.12</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>text of the note</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>Note at step %1</source>
        <translation>Notiz bei Schritt %1</translation>
    </message>
    <message>
        <source>name, for example baseline</source>
        <translation>Name, zum Beispiel Referenz</translation>
    </message>
    <message>
        <source>Name of the reference line</source>
        <translation>Name der Bezugslinie</translation>
    </message>
    <message>
        <source>Reference line</source>
        <translation>Bezugslinie</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>A note needs a text.</source>
        <translation>Eine Notiz braucht einen Text.</translation>
    </message>
    <message>
        <source>Kept with the run, and shown for runs of this problem until the program ends. Exported pictures show it; exported JSON contains it, CSV does not.</source>
        <translation>Bleibt beim Lauf und wird bis zum Ende des Programms bei Läufen dieses Problems gezeigt. Exportierte Bilder zeigen es; exportiertes JSON enthält es, CSV nicht.</translation>
    </message>
    <message>
        <source>Kept until the program ends, for runs of this problem. Exported pictures show it; exported JSON contains it, CSV does not.</source>
        <translation>Bleibt bis zum Ende des Programms, für Läufe dieses Problems. Exportierte Bilder zeigen es; exportiertes JSON enthält es, CSV nicht.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunBar</name>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Ways to restart</source>
        <translation>Arten, neu zu starten</translation>
    </message>
    <message>
        <source>With these settings, the preset&apos;s, a new seed; running or paused</source>
        <translation>Mit diesen Einstellungen, denen der Demo oder neuem Seed; laufend oder angehalten</translation>
    </message>
    <message>
        <source>Speed in steps per second</source>
        <translation>Tempo in Schritten je Sekunde</translation>
    </message>
    <message>
        <source>Double-click for the usual speed of this run</source>
        <translation>Ein Doppelklick stellt das übliche Tempo dieses Laufs ein</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 Schritt/s</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 Schritte/s</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Speed: %1
Double-click: the usual speed</source>
        <translation>Tempo: %1
Doppelklick: das übliche Tempo</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>%1 · seed %2</source>
        <translation>%1 · Seed %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunController</name>
    <message>
        <source>the engine ended</source>
        <translation>die Engine hat sich beendet</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunNews</name>
    <message>
        <source>The run failed</source>
        <translation>Der Lauf ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Loss is not finite</source>
        <translation>Verlust ist nicht endlich</translation>
    </message>
    <message>
        <source>Paused at step %1</source>
        <translation>Angehalten bei Schritt %1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Cannot write a file</source>
        <translation>Eine Datei lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>A part of the run was refused</source>
        <translation>Ein Teil des Laufs wurde abgelehnt</translation>
    </message>
    <message>
        <source>Go back to step %1</source>
        <translation>Zurück zu Schritt %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunsModel</name>
    <message>
        <source>Check the runs that the overlay is to show</source>
        <translation>Kreuzen Sie die Läufe an, die übereinander gezeichnet werden sollen</translation>
    </message>
    <message>
        <source>The lowest mean of five successive validation losses</source>
        <translation>Der niedrigste Mittelwert von fünf aufeinanderfolgenden Validierungsverlusten</translation>
    </message>
    <message>
        <source>By how much the best average is lower than the best raw</source>
        <translation>Um wie viel der beste Mittelwert niedriger ist als der beste rohe Verlust</translation>
    </message>
    <message>
        <source>checked, shown in the overlay</source>
        <translation>angekreuzt, wird mit anderen übereinander gezeichnet</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht angekreuzt</translation>
    </message>
    <message>
        <source>%1, pinned</source>
        <translation>%1, angeheftet</translation>
    </message>
    <message>
        <source>Validation loss: raw dashed, the main average bold. Check it to show it in the overlay</source>
        <translation>Validierungsverlust: roh gestrichelt, der Haupt-Mittelwert fett. Ankreuzen, um den Lauf mit anderen übereinander zu zeichnen</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 von %2 Schritten</translation>
    </message>
    <message>
        <source>From step %1 of %2</source>
        <translation>Ab Schritt %1 von %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunsPanel</name>
    <message>
        <source>The engine is on another machine and keeps its runs there. This table lists the runs kept on this machine.</source>
        <translation>Die Engine ist auf einem anderen Rechner und bewahrt ihre Läufe dort auf. Diese Tabelle zeigt die Läufe, die auf diesem Rechner aufbewahrt sind.</translation>
    </message>
    <message>
        <source>The overlay shows at most %1 runs.</source>
        <translation>Höchstens %1 Läufe werden übereinander gezeichnet.</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>type to filter</source>
        <translation>Filter tippen</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Übereinander zeichnen</translation>
    </message>
    <message>
        <source>Runs %1</source>
        <translation>Läufe %1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>The kept runs cannot be listed: %1</source>
        <translation>Die aufbewahrten Läufe können nicht aufgelistet werden: %1</translation>
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation>Suche nach Läufen…</translation>
    </message>
    <message>
        <source>Your runs will be kept here.</source>
        <translation>Ihre Läufe werden hier aufbewahrt.</translation>
    </message>
    <message>
        <source>No run contains all of these words.</source>
        <translation>Kein Lauf enthält alle diese Wörter.</translation>
    </message>
    <message>
        <source>Shows the curves of the checked runs in one chart, and the settings that differ</source>
        <translation>Zeigt die Kurven der angekreuzten Läufe in einem Diagramm und die Einstellungen, die sich unterscheiden</translation>
    </message>
    <message>
        <source>Check at least two runs first</source>
        <translation>Kreuzen Sie zuerst mindestens zwei Läufe an</translation>
    </message>
    <message>
        <source>Tags of %1, separated by commas</source>
        <translation>Schlagwörter von %1, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>Moved to the trash: %1</source>
        <translation>In den Papierkorb gelegt: %1</translation>
    </message>
    <message>
        <source>Moved to the trash: %1 runs</source>
        <translation>In den Papierkorb gelegt: %1 Läufe</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Shows only runs with all of these words in title, problem, tags, note, state or date</source>
        <translation>Zeigt nur Läufe, die alle diese Wörter in Titel, Problem, Schlagwörtern, Notiz, Zustand oder Datum haben</translation>
    </message>
    <message>
        <source>The trash is empty: 1 run was deleted, %1</source>
        <translation>Der Papierkorb ist leer: 1 Lauf wurde gelöscht, %1</translation>
    </message>
    <message>
        <source>The trash is empty: %1 runs were deleted, %2</source>
        <translation>Der Papierkorb ist leer: %1 Läufe wurden gelöscht, %2</translation>
    </message>
    <message>
        <source>There is no run in the trash.</source>
        <translation>Im Papierkorb ist kein Lauf.</translation>
    </message>
    <message>
        <source>Delete the run in the trash for good? It takes %1. This cannot be undone.</source>
        <translation>Den Lauf im Papierkorb endgültig löschen? Er belegt %1. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete the %1 runs in the trash for good? They take %2. This cannot be undone.</source>
        <translation>Die %1 Läufe im Papierkorb endgültig löschen? Sie belegen %2. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Trash %1</source>
        <translation>Papierkorb %1</translation>
    </message>
    <message>
        <source>There is no run in the trash. Esc leads back to the runs.</source>
        <translation>Im Papierkorb ist kein Lauf. Esc führt zurück zu den Läufen.</translation>
    </message>
    <message>
        <source>Runs in the trash. The menu of a row restores it; Esc leads back to the runs.</source>
        <translation>Läufe im Papierkorb. Das Menü einer Zeile stellt den Lauf wieder her; Esc führt zurück zu den Läufen.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunsTable</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>A row for each kept run. Enter opens it, Insert checks it for the overlay, F2 renames it, Delete moves it to the trash, letters filter, the menu key lists the rest.</source>
        <translation>Eine Zeile für jeden aufbewahrten Lauf. Eingabe öffnet ihn, Einfg kreuzt ihn für das Übereinanderzeichnen an, F2 benennt ihn um, Entf legt ihn in den Papierkorb, Buchstaben filtern, die Menütaste zeigt alles Weitere.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show in the overlay</source>
        <translation>Mit anderen übereinander zeichnen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Schlagwörter…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz…</translation>
    </message>
    <message>
        <source>Pin: never delete its checkpoints</source>
        <translation>Anheften: seine Checkpoints nie löschen</translation>
    </message>
    <message>
        <source>Copy the path of its folder</source>
        <translation>Pfad des Ordners kopieren</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb legen</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>Papierkorb leeren…</translation>
    </message>
    <message>
        <source>Runs in the trash</source>
        <translation>Läufe im Papierkorb</translation>
    </message>
    <message>
        <source>A row for each run in the trash. The menu key offers to restore it, Esc leads back to the runs.</source>
        <translation>Eine Zeile für jeden Lauf im Papierkorb. Die Menütaste bietet an, ihn wiederherzustellen, Esc führt zurück zu den Läufen.</translation>
    </message>
    <message>
        <source>Show trash</source>
        <translation>Papierkorb zeigen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Show as ghost</source>
        <translation>Als Schatten zeigen</translation>
    </message>
    <message>
        <source>Open the run it came from</source>
        <translation>Den Lauf öffnen, aus dem er hervorging</translation>
    </message>
    <message>
        <source>It is in the trash or no longer in this library.</source>
        <translation>Er liegt im Papierkorb oder ist nicht mehr in dieser Bibliothek.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SampleStrip</name>
    <message>
        <source>Samples of the chosen group</source>
        <translation>Beispiele der gewählten Gruppe</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ScanChart</name>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Validation loss between raw and averaged weights</source>
        <translation>Validierungsverlust zwischen rohen und gemittelten Gewichten</translation>
    </message>
    <message>
        <source>raw %1</source>
        <translation>roh %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ScriptTrust</name>
    <message>
        <source>Run this program&apos;s code? It runs with your permissions. Your consent covers only the probed file, with this SHA-256:</source>
        <translation>Den Code dieses Programms ausführen? Er läuft mit Ihren Rechten. Ihre Zustimmung gilt nur für die untersuchte Datei mit dieser SHA-256:</translation>
    </message>
    <message>
        <source>Yes, run this program&apos;s code</source>
        <translation>Ja, den Code dieses Programms ausführen</translation>
    </message>
    <message>
        <source>TorchScript file</source>
        <translation>TorchScript-Datei</translation>
    </message>
    <message>
        <source>Report on the TorchScript file</source>
        <translation>Bericht über die TorchScript-Datei</translation>
    </message>
    <message>
        <source>This engine cannot probe files.</source>
        <translation>Diese Engine kann Dateien nicht untersuchen.</translation>
    </message>
    <message>
        <source>probing…</source>
        <translation>wird untersucht…</translation>
    </message>
    <message>
        <source>probed in a sandbox</source>
        <translation>in einer Sandbox untersucht</translation>
    </message>
    <message>
        <source>cannot be trained</source>
        <translation>nicht trainierbar</translation>
    </message>
    <message>
        <source>Contents of the file, as probed in a sandbox</source>
        <translation>Inhalt der Datei, in einer Sandbox geprüft</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SeedDialog</name>
    <message>
        <source>This run (%1) with the seeds %2 to %3, one after the other, on an engine process of its own. The run itself is not touched; they share the processors.</source>
        <translation>Dieser Lauf (%1) mit den Seeds %2 bis %3, einer nach dem anderen, in einem eigenen Prozess der Engine. Der Lauf selbst bleibt, wie er ist; sie teilen sich die Prozessoren.</translation>
    </message>
    <message>
        <source>Changes are not repeated at their steps: the settings of step %1 hold from the first step on.</source>
        <translation>Änderungen werden nicht bei ihren Schritten wiederholt: Die Einstellungen von Schritt %1 gelten vom ersten Schritt an.</translation>
    </message>
    <message>
        <source>Repeat with %1 seeds</source>
        <translation>Mit %1 Seeds wiederholen</translation>
    </message>
    <message>
        <source>Losses over the seeds</source>
        <translation>Verluste über die Seeds</translation>
    </message>
    <message>
        <source>last loss</source>
        <translation>letzter Verlust</translation>
    </message>
    <message>
        <source>best loss, mean of %1</source>
        <translation>bester Verlust (Ø %1)</translation>
    </message>
    <message>
        <source>best lower than raw</source>
        <translation>bester niedriger als roh</translation>
    </message>
    <message>
        <source>Run %1 of %2, seed %3: step %4 of %5</source>
        <translation>Lauf %1 von %2, Seed %3: Schritt %4 von %5</translation>
    </message>
    <message>
        <source>Canceled in run %1 of %2.</source>
        <translation>Abgebrochen in Lauf %1 von %2.</translation>
    </message>
    <message>
        <source>Ended in run %1 of %2: %3</source>
        <translation>Beendet in Lauf %1 von %2: %3</translation>
    </message>
    <message>
        <source>Validation loss: mean ± standard deviation over n = %1 runs</source>
        <translation>Validierungsverlust: Mittel ± Standardabweichung über n = %1 Läufe</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SeedRuns</name>
    <message>
        <source>The run with seed %1 failed at step %2: %3</source>
        <translation>Der Lauf mit Seed %1 ist bei Schritt %2 fehlgeschlagen: %3</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SideColumn</name>
    <message>
        <source>Cards</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Scroll the tabs</source>
        <translation>Die Reiter verschieben</translation>
    </message>
    <message>
        <source>Shows the tabs that do not fit</source>
        <translation>Zeigt die Reiter, die nicht hineinpassen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StatusLine</name>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>step %1 / %2</source>
        <translation>Schritt %1 / %2</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 Schritt/s</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 Schritte/s</translation>
    </message>
    <message>
        <source>engine: train %1 · EMA %2 · evaluation %3 %   drawing %4 %</source>
        <translation>Engine: Training %1 · EMA %2 · Auswertung %3 %   Zeichnen %4 %</translation>
    </message>
    <message>
        <source>Shares of the engine&apos;s busy time (data loading: %1 %), and the share of the window&apos;s time spent drawing. Learning rate of the last step: %2.</source>
        <translation>Anteile der Rechenzeit der Engine (Laden der Daten: %1 %) und der Anteil der Zeit des Fensters, in der es zeichnet. Lernrate des letzten Schritts: %2.</translation>
    </message>
    <message>
        <source>1 point per curve</source>
        <translation>1 Punkt je Kurve</translation>
    </message>
    <message>
        <source>%1 points per curve</source>
        <translation>%1 Punkte je Kurve</translation>
    </message>
    <message>
        <source>, %1 merged</source>
        <translation>, %1 zusammengefasst</translation>
    </message>
    <message>
        <source>, all drawn</source>
        <translation>, alle gezeichnet</translation>
    </message>
    <message>
        <source>, %1 above the axis</source>
        <translation>, %1 über der Achse</translation>
    </message>
    <message>
        <source>, %1 not finite</source>
        <translation>, %1 nicht endlich</translation>
    </message>
    <message>
        <source>starting the engine</source>
        <translation>Engine startet</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StepProgress</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StoredPage</name>
    <message>
        <source>Stored run: %1 · %2 after %3 steps · begun %4 · read-only, the run bar controls the live run</source>
        <translation>Gespeicherter Lauf: %1 · %2 nach %3 Schritten · begonnen %4 · nur zum Ansehen; die Laufleiste steuert den laufenden Lauf</translation>
    </message>
    <message>
        <source>Stored run: %1 · %2 after %3 steps · begun %4</source>
        <translation>Gespeicherter Lauf: %1 · %2 nach %3 Schritten · begonnen %4</translation>
    </message>
    <message>
        <source>Stored run: %1 · %2</source>
        <translation>Gespeicherter Lauf: %1 · %2</translation>
    </message>
    <message>
        <source>damaged, the rest is missing</source>
        <translation>beschädigt, der Rest fehlt</translation>
    </message>
    <message>
        <source>the end is missing</source>
        <translation>das Ende fehlt</translation>
    </message>
    <message>
        <source>Back to the live run</source>
        <translation>Zum laufenden Lauf</translation>
    </message>
    <message>
        <source>Continue from step %1</source>
        <translation>Ab Schritt %1 fortsetzen</translation>
    </message>
    <message>
        <source>A new run goes on from the newest checkpoint, after step %1.</source>
        <translation>Ein neuer Lauf geht vom neuesten Checkpoint aus weiter, nach Schritt %1.</translation>
    </message>
    <message>
        <source>A new run goes on from the newest checkpoint, after step %1. %2: %3.</source>
        <translation>Ein neuer Lauf geht vom neuesten Checkpoint aus weiter, nach Schritt %1. %2: %3.</translation>
    </message>
    <message>
        <source>The stored run does not change.</source>
        <translation>Der gespeicherte Lauf ändert sich nicht.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>The task&apos;s pictures of the weights in the checkpoints</source>
        <translation>Die Bilder der Aufgabe für die Gewichte in den Checkpoints</translation>
    </message>
    <message>
        <source>Go on from step %1, 1 more step</source>
        <translation>Weiter ab Schritt %1, 1 Schritt mehr</translation>
    </message>
    <message>
        <source>Go on from step %1, %2 more steps</source>
        <translation>Weiter ab Schritt %1, %2 Schritte mehr</translation>
    </message>
    <message>
        <source>Own data has no task picture; only the demos have one.</source>
        <translation>Für eigene Daten gibt es kein Bild der Aufgabe; nur die Demos haben eines.</translation>
    </message>
    <message>
        <source>The stored run has reached its last step.</source>
        <translation>Der gespeicherte Lauf hat seinen letzten Schritt erreicht.</translation>
    </message>
    <message>
        <source>A new run goes on from the checkpoint shown, with its settings.</source>
        <translation>Ein neuer Lauf geht vom gezeigten Checkpoint aus weiter, mit dessen Einstellungen.</translation>
    </message>
    <message>
        <source>Other ways to continue from the newest checkpoint</source>
        <translation>Andere Arten, ab dem neuesten Checkpoint fortzusetzen</translation>
    </message>
    <message>
        <source>To another step…</source>
        <translation>Bis zu einem anderen Schritt…</translation>
    </message>
    <message>
        <source>With the live run&apos;s averages</source>
        <translation>Mit den Mittelwerten des laufenden Laufs</translation>
    </message>
    <message>
        <source>A track that the stored run has keeps its average.</source>
        <translation>Eine Spur, die der gespeicherte Lauf hat, behält ihren Mittelwert.</translation>
    </message>
    <message>
        <source>There is no run.</source>
        <translation>Es gibt keinen Lauf.</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Auf %1</translation>
    </message>
    <message>
        <source>Continue the stored run</source>
        <translation>Den gespeicherten Lauf fortsetzen</translation>
    </message>
    <message>
        <source>From step %1 up to step</source>
        <translation>Ab Schritt %1 bis Schritt</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StoredPictures</name>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation>Der Checkpoint wird gelesen…</translation>
    </message>
    <message>
        <source>Continue from here</source>
        <translation>Von hier fortsetzen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StoredWeights</name>
    <message>
        <source>Save best…</source>
        <translation>Besten speichern…</translation>
    </message>
    <message>
        <source>Saves the weights of the average with the lowest validation loss in a checkpoint of this run</source>
        <translation>Speichert die Gewichte des Mittelwerts mit dem niedrigsten Validierungsverlust in einem Checkpoint dieses Laufs</translation>
    </message>
    <message>
        <source>Save the weights of the best average</source>
        <translation>Gewichte des besten Mittelwerts speichern</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
    <message>
        <source>Nothing was saved</source>
        <translation>Nichts gespeichert</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TaskPictureCard</name>
    <message>
        <source>What each set of weights sees</source>
        <translation>Was die Gewichte jeweils sehen</translation>
    </message>
    <message>
        <source>raw weights</source>
        <translation>rohe Gewichte</translation>
    </message>
    <message>
        <source> · loss %1</source>
        <translation> · Verlust %1</translation>
    </message>
    <message>
        <source>Task picture with %1</source>
        <translation>Bild der Aufgabe mit %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Click: the same samples with both sets of weights, in Compare</source>
        <translation>Klick: dieselben Beispiele mit beiden Gewichten, in Vergleichen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TeachView</name>
    <message>
        <source>Teach</source>
        <translation>Lehren</translation>
    </message>
    <message>
        <source>Language of the lessons</source>
        <translation>Sprache der Lektionen</translation>
    </message>
    <message>
        <source>Open lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Lessons (*.json)</source>
        <translation>Lektionen (*.json)</translation>
    </message>
    <message>
        <source>The rest of the window keeps its own language</source>
        <translation>Das übrige Fenster behält seine Sprache</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TestCard</name>
    <message>
        <source>Save raw…</source>
        <translation>Roh sichern…</translation>
    </message>
    <message>
        <source>Save this mix…</source>
        <translation>Mix sichern…</translation>
    </message>
    <message>
        <source>On the test samples</source>
        <translation>Auf den Testbeispielen</translation>
    </message>
    <message>
        <source>Results on the test samples</source>
        <translation>Ergebnisse auf den Testbeispielen</translation>
    </message>
    <message>
        <source>best %1</source>
        <translation>bester %1</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>%1 @ %2</source>
        <translation>%1 @ %2</translation>
    </message>
    <message>
        <source>evaluated once, at the end</source>
        <translation>einmal ausgewertet, am Ende</translation>
    </message>
    <message>
        <source>This run has no test samples.</source>
        <translation>Dieser Lauf hat keine Testbeispiele.</translation>
    </message>
    <message>
        <source>The run failed before the test samples were evaluated.</source>
        <translation>Der Lauf ist fehlgeschlagen, bevor die Testbeispiele ausgewertet wurden.</translation>
    </message>
    <message>
        <source>Saves the weights at %1.</source>
        <translation>Speichert die Gewichte bei %1.</translation>
    </message>
    <message>
        <source>This engine shows raw and averaged weights, but no mix of them.</source>
        <translation>Diese Engine zeigt rohe und gemittelte Gewichte, aber keine Mischung davon.</translation>
    </message>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>Diese Engine kennt den Befehl %1 nicht.</translation>
    </message>
    <message>
        <source>There are no weights of a run to save.</source>
        <translation>Es gibt keine Gewichte eines Laufs zu speichern.</translation>
    </message>
    <message>
        <source>This run has no average to save.</source>
        <translation>Dieser Lauf hat keinen Mittelwert zu speichern.</translation>
    </message>
    <message>
        <source>evaluated once, at the end, if the run has a test set: 1 step to go</source>
        <translation>einmal ausgewertet, am Ende, wenn der Lauf Testbeispiele hat: noch 1 Schritt</translation>
    </message>
    <message>
        <source>evaluated once, at the end, if the run has a test set: %1 steps to go</source>
        <translation>einmal ausgewertet, am Ende, wenn der Lauf Testbeispiele hat: noch %1 Schritte</translation>
    </message>
    <message>
        <source>evaluated once, at the end of a run with test samples</source>
        <translation>einmal ausgewertet, am Ende eines Laufs mit Testbeispielen</translation>
    </message>
    <message>
        <source>Evaluated once, at the end of the run</source>
        <translation>Einmal ausgewertet, am Ende des Laufs</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>The test samples could not be evaluated.</source>
        <translation>Die Testbeispiele konnten nicht ausgewertet werden.</translation>
    </message>
    <message>
        <source>evaluated once, at the end: 1 step to go</source>
        <translation>einmal ausgewertet, am Ende: noch 1 Schritt</translation>
    </message>
    <message>
        <source>evaluated once, at the end: %1 steps to go</source>
        <translation>einmal ausgewertet, am Ende: noch %1 Schritte</translation>
    </message>
    <message>
        <source>Save %1…</source>
        <translation>%1 sichern…</translation>
    </message>
    <message>
        <source>On the test samples (%1)</source>
        <translation>Auf den Testbeispielen (%1)</translation>
    </message>
    <message>
        <source>Saves the raw weights of the last step.</source>
        <translation>Sichert die rohen Gewichte des letzten Schritts.</translation>
    </message>
    <message>
        <source>Saves the weights of %1.</source>
        <translation>Speichert die Gewichte von %1.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TrackCard</name>
    <message>
        <source>limited by the warm-up</source>
        <translation>begrenzt durch den Vorlauf</translation>
    </message>
    <message>
        <source>limited by the ramp</source>
        <translation>begrenzt durch die Rampe</translation>
    </message>
    <message>
        <source>limited by the cap</source>
        <translation>durch die Obergrenze begrenzt</translation>
    </message>
    <message>
        <source>limited by the floor</source>
        <translation>durch die Untergrenze begrenzt</translation>
    </message>
    <message>
        <source>constant decay</source>
        <translation>konstanter Decay</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source>Reset to raw</source>
        <translation>Auf roh zurücksetzen</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>EMA · main track</source>
        <translation>EMA · main</translation>
    </message>
    <message>
        <source>EMA · %1</source>
        <translation>EMA · %1</translation>
    </message>
    <message>
        <source>no evaluation yet</source>
        <translation>noch keine Auswertung</translation>
    </message>
    <message>
        <source>a copy of the raw weights</source>
        <translation>eine Kopie der rohen Gewichte</translation>
    </message>
    <message>
        <source>the average no longer changes</source>
        <translation>der Mittelwert ändert sich nicht mehr</translation>
    </message>
    <message>
        <source>half-life %1 steps · %2 %: too long</source>
        <translation>Halbwertszeit %1 Schritte · %2 %: zu lang</translation>
    </message>
    <message>
        <source>half-life %1 steps · %2 % of the run</source>
        <translation>%1 Schritte · %2 % des Laufs</translation>
    </message>
    <message>
        <source>ended at step %1</source>
        <translation>endete bei Schritt %1</translation>
    </message>
    <message>
        <source>until step %1</source>
        <translation>bis Schritt %1</translation>
    </message>
    <message>
        <source>pending: %1</source>
        <translation>unterwegs: %1</translation>
    </message>
    <message>
        <source>Part of the averaging rule that set the decay of the last update</source>
        <translation>Teil der Mittelungsregel, der den Decay des letzten Updates bestimmt hat</translation>
    </message>
    <message>
        <source>Copies the raw weights into this average, which then forgets all earlier steps. The run continues with the same seed. It cannot be undone.</source>
        <translation>Kopiert die rohen Gewichte in diesen Mittelwert, der damit alle früheren Schritte vergisst. Der Lauf geht mit demselben Seed weiter. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>the decay is not in the log</source>
        <translation>das Log nennt den Decay nicht</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TrackChip</name>
    <message>
        <source>Click: hide or show in the chart
Double-click: show only this one</source>
        <translation>Klick: im Diagramm aus- oder einblenden
Doppelklick: nur diese zeigen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TrackChips</name>
    <message>
        <source>The other curves</source>
        <translation>Die anderen Kurven</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Show in the chart</source>
        <translation>Im Diagramm zeigen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TracksModel</name>
    <message>
        <source>Click to sort; a third click restores the order of the run</source>
        <translation>Klicken sortiert; ein dritter Klick stellt die Reihenfolge des Laufs wieder her</translation>
    </message>
    <message>
        <source>The 95 % interval of Δ, in percent of raw, for this run and these validation samples</source>
        <translation>Das 95-%-Intervall von Δ, in Prozent von roh, für diesen Lauf und diese Validierungsdaten</translation>
    </message>
    <message>
        <source>shown in the chart</source>
        <translation>im Diagramm sichtbar</translation>
    </message>
    <message>
        <source>hidden in the chart</source>
        <translation>im Diagramm ausgeblendet</translation>
    </message>
    <message>
        <source>Show or hide in the chart; double-click shows only this one</source>
        <translation>Im Diagramm aus- oder einblenden; ein Doppelklick zeigt nur diese</translation>
    </message>
    <message>
        <source>raw weights</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>%1 (main)</source>
        <translation>%1 (Haupt)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>a copy</source>
        <translation>eine Kopie</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TracksTable</name>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>A row for raw and for each track. Enter selects the track, F2 renames it, Delete removes it, the menu key lists the rest.</source>
        <translation>Eine Zeile für roh und für jede Spur. Die Eingabetaste wählt die Spur, F2 benennt sie um, Entf entfernt sie, die Menütaste zeigt das Übrige.</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TuneView</name>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::UserTaskForm</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>%1: more options</source>
        <translation>%1: weitere Optionen</translation>
    </message>
    <message>
        <source>%1; or your own, one per line, such as
slow:schedule=constant,beta=0.999</source>
        <translation>%1; oder eigene, je eine Zeile, etwa
slow:schedule=constant,beta=0.999</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Shows or hides the options that are seldom needed</source>
        <translation>Zeigt oder verbirgt die selten gebrauchten Optionen</translation>
    </message>
</context>
<context>
    <name>emascope::ui::Workspaces</name>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>Einstellen</translation>
    </message>
    <message>
        <source>Tune: find the best setting by eye</source>
        <translation>Einstellen: die beste Einstellung nach Augenmaß finden</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare raw and averaged weights</source>
        <translation>Rohe und gemittelte Gewichte vergleichen</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Lehren</translation>
    </message>
    <message>
        <source>Teach: a lesson in front of a class</source>
        <translation>Lehren: eine Lektion vor einer Klasse</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Half-life</source>
        <translation>Halbwertszeit</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Setup</translation>
    </message>
    <message>
        <source>What each set of weights sees</source>
        <translation>Was die Gewichte jeweils sehen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>in force %1</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>track</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>loss now</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>best (mean of 5)</source>
        <translation>bester (Ø 5)</translation>
    </message>
    <message>
        <source>Δ vs raw</source>
        <translation>Δ zu roh</translation>
    </message>
    <message>
        <source>± 95 %</source>
        <translation>± 95 %</translation>
    </message>
    <message>
        <source>wins, last %1</source>
        <translation>besser (%1)</translation>
    </message>
    <message>
        <source>%1 at α = %2</source>
        <translation>%1 bei α = %2</translation>
    </message>
    <message>
        <source>lowest %1</source>
        <translation>tiefster %1</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>Halbwertszeit</translation>
    </message>
    <message>
        <source>%1 tracks are not compared yet.</source>
        <translation>%1 Spuren werden noch nicht verglichen.</translation>
    </message>
    <message>
        <source>%1 is not compared yet: %2 of %3 evaluations.</source>
        <translation>%1 wird noch nicht verglichen: %2 von %3 Auswertungen.</translation>
    </message>
    <message>
        <source>wins</source>
        <translation>besser</translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>right class by row, predicted by column</source>
        <translation>richtige Klasse je Zeile, vorhergesagte je Spalte</translation>
    </message>
    <message>
        <source>none misread</source>
        <translation>keine falsch gelesen</translation>
    </message>
    <message>
        <source>%1 misread</source>
        <translation>%1 falsch gelesen</translation>
    </message>
    <message>
        <source>%1 as %2</source>
        <translation>%1 als %2</translation>
    </message>
    <message>
        <source>target across, prediction up</source>
        <translation>Zielwert nach rechts, Vorhersage nach oben</translation>
    </message>
</context>
</TS>
