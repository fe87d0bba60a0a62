<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>change-level</sld:Name>
  <sld:UserStyle>
   <sld:Name>change-level</sld:Name>
   <sld:Title>等级变化 / Change of level</sld:Title>
   <sld:Abstract>两次运行之间的变化,按两张图所示比较 / Change between two runs, as the two maps show them</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="values">
       <sld:ColorMapEntry color="#b2182b" quantity="5" label="上升两级以上 / two levels or more worse"/>
       <sld:ColorMapEntry color="#ef8a62" quantity="4" label="上升一级 / one level worse"/>
       <sld:ColorMapEntry color="#dcd8c8" quantity="3" label="不变 / unchanged"/>
       <sld:ColorMapEntry color="#92c5de" quantity="2" label="下降一级 / one level better"/>
       <sld:ColorMapEntry color="#2166ac" quantity="1" label="下降两级以上 / two levels or more better"/>
       <sld:ColorMapEntry color="#aeb4b9" quantity="0" label="两次均未知(斜线) / unknown in both (hatched)"/>
       <sld:ColorMapEntry color="#6b7177" quantity="7" label="变为未知(斜线) / became unknown (hatched)"/>
       <sld:ColorMapEntry color="#7b3294" quantity="6" label="原为未知 / became known"/>
       <sld:ColorMapEntry color="#a07b3b" quantity="8" label="仅一次运行有图 / drawn in one run only"/>
      </sld:ColorMap>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
